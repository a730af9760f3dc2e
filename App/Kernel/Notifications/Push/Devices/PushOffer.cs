using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Push.Encryption;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Push.Devices;

/// <summary>Why this installation offers no push.</summary>
public enum PushHindrance
{
    /// <summary>Neither <c>Push:Subject</c> nor an https address of the site is set.</summary>
    NotSet,

    /// <summary>The key pair is there and can no longer be read.</summary>
    KeyLost,
}

/// <param name="PublicKey">What a browser subscribes with, in base64url; null with a <paramref name="Hindrance"/>.</param>
public sealed record PushOffer(string? PublicKey, PushHindrance? Hindrance);

/// <summary>Whether devices can be switched on, and with which key. Makes the installation's key pair when first asked.</summary>
[SignedInOnly("the public half of a key")]
public sealed class GetPushOffer(IDbContextFactory<AppDbContext> dbs, PushKeys keys, PushSettings settings) : IUseCase
{
    public async Task<PushOffer> RunAsync(CancellationToken ct)
    {
        if (settings.Subject is null) return new(null, PushHindrance.NotSet);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await keys.PublicKeyAsync(db, ct) is { } key ? new(Base64Url.EncodeToString(key), null) : new(null, PushHindrance.KeyLost);
    }
}
