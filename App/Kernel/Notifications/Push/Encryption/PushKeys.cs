using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Notifications.Push.Encryption;

/// <summary>
/// Reads the installation's key pair, and makes it where there is none yet. Two instances that make it at once end with one:
/// the row that was there first stays, and both read it.
/// </summary>
public sealed class PushKeys(IDataProtectionProvider protection, TimeProvider clock, ILogger<PushKeys> log)
{
    private readonly IDataProtector protector = protection.CreateProtector("OpsFlux.PushKey");

    /// <summary>The public half, for browsers. Null: the pair is there and can no longer be read.</summary>
    public async Task<byte[]?> PublicKeyAsync(AppDbContext db, CancellationToken ct)
    {
        var pair = await PairAsync(db, ct);
        using var key = Open(pair);
        return key is null ? null : pair.PublicKey;
    }

    /// <summary>For signing; the caller disposes it. Null: see <see cref="PublicKeyAsync"/>.</summary>
    public async Task<ECDsa?> SigningKeyAsync(AppDbContext db, CancellationToken ct) => Open(await PairAsync(db, ct));

    private async Task<PushKeyPair> PairAsync(AppDbContext db, CancellationToken ct)
    {
        if (await ReadAsync(db, ct) is { } known) return known;
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (point, secret) = (PointP256.Write(made.ExportParameters(includePrivateParameters: false)), protector.Protect(Convert.ToBase64String(made.ExportPkcs8PrivateKey())));
        await db.Database.ExecuteSqlAsync(
            $"""
             insert into kernel.push_keys (id, public_key, private_key, created_at) values ({PushKeyPair.OnlyId}, {point}, {secret}, {clock.GetUtcNow()})
             on conflict (id) do nothing
             """, ct);
        return await ReadAsync(db, ct) ?? throw new InvalidOperationException("The key pair of push is neither there nor can it be made");
    }

    private static Task<PushKeyPair?> ReadAsync(AppDbContext db, CancellationToken ct) => db.Set<PushKeyPair>().AsNoTracking().SingleOrDefaultAsync(ct);

    /// <summary>Where the keys that sealed it are gone nobody makes another pair: they may come back with a better backup.</summary>
    private ECDsa? Open(PushKeyPair pair)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(protector.Unprotect(pair.PrivateKey)), out _);
            return key;
        }
        catch (CryptographicException e)
        {
            log.LogError(e, "The key pair of push cannot be read: the data protection keys that sealed it are gone");
            key.Dispose();
            return null;
        }
    }
}
