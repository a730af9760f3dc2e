using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Api.Keys;

public enum KeyState
{
    Live,
    Expired,
    Revoked,
}

/// <summary>A key as its line shows it.</summary>
public sealed record KeyLine(
    Guid Id, string Name, string Prefix, string Owner, IReadOnlyList<string> Permissions, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, KeyState State,
    DateTimeOffset? LastUsedAt, string? LastAddress);

/// <summary>One's own keys, or with api.manage.key everybody's: live ones first, then the newest. Refuses: forbidden.</summary>
[Needs(ApiPermissions.UseKeys, ApiPermissions.ManageKeys)]
public sealed class ListKeys(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    private const int Most = 500;

    public async Task<Result<IReadOnlyList<KeyLine>>> RunAsync(bool ofAll, CancellationToken ct)
    {
        if (ofAll ? !user.CanEverywhere(ApiPermissions.ManageKeys) : !user.Can(ApiPermissions.UseKeys)) return Refusal.Forbidden;
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from key in db.Set<ApiKey>()
            join owner in db.Set<User>() on key.UserId equals owner.Id
            join use in db.Set<ApiKeyUse>() on key.Id equals use.KeyId into uses
            from use in uses.DefaultIfEmpty()
            where ofAll || key.UserId == user.Id
            orderby key.RevokedAt == null && key.ExpiresAt > now descending, key.CreatedAt descending, key.Id descending   // cut at the end, it never cuts off one that opens
            select new KeyLine(
                key.Id, key.Name, key.Prefix, owner.DisplayName, key.Permissions, key.CreatedAt, key.ExpiresAt,
                key.RevokedAt != null ? KeyState.Revoked : key.ExpiresAt <= now ? KeyState.Expired : KeyState.Live, (DateTimeOffset?)use.At, use.IpAddress)).Take(Most).ToListAsync(ct);
    }
}
