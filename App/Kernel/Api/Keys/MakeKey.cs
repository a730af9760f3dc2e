using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Keys;

/// <summary>A key as it is shown once.</summary>
public sealed record MadeKey(Guid Id, string Name, string Secret);

/// <summary>
/// Makes a key of one's own, for no more than one holds oneself. Refuses: forbidden, invalid (a permission one does not
/// hold, or nobody knows), too-many-keys.
/// </summary>
[Needs(ApiPermissions.UseKeys)]
public sealed class MakeKey(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog, TimeProvider clock) : IUseCase
{
    private const int MostLive = 50, ShownLength = 10;

    public async Task<Result<MadeKey>> RunAsync(MakeKeyRequest request, CancellationToken ct)
    {
        if (!user.Can(ApiPermissions.UseKeys)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        if (request.Permissions.Any(p => !catalog.PermissionCodes.Contains(p) || !user.Can(p))) return Refusal.Invalid(new FieldError(nameof(request.Permissions), "not-yours"));

        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<ApiKey>().CountAsync(k => k.UserId == user.Id && k.RevokedAt == null && k.ExpiresAt > now, ct) >= MostLive) return Refusal.Conflict(ApiRefusals.TooManyKeys, MostLive);

        var secret = Secrets.New(Secrets.Key);
        var key = new ApiKey
        {
            UserId = user.Id,
            Name = request.Name.Trim(),
            Prefix = secret[..ShownLength],
            Hash = Secrets.Hash(secret, Secrets.Key)!,   // made just now
            Permissions = [.. request.Permissions.Distinct().Order(StringComparer.Ordinal)],
            CreatedAt = now,
            CreatedBy = user.Id,
            ExpiresAt = now.AddDays(request.Days),
        };
        db.Add(key);
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : new MadeKey(key.Id, key.Name, secret);
    }

    /// <summary>What one may give a key: what one holds, in the order of the codes.</summary>
    public IReadOnlyList<string> Offered() => [.. catalog.PermissionCodes.Where(user.Can).Order(StringComparer.Ordinal)];
}
