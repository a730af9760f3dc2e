using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Api.Keys;

/// <summary>
/// Ends a key for good, on every instance at once: one's own, or with api.manage.key anybody's. Twice is harmless.
/// Refuses: not-found, also for what one may not know of.
/// </summary>
[SignedInOnly("one's own keys; everybody's with ApiPermissions.ManageKeys")]
public sealed class RevokeKey(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var everybodys = user.CanEverywhere(ApiPermissions.ManageKeys);
        var key = await db.Set<ApiKey>().SingleOrDefaultAsync(k => k.Id == id && (everybodys || k.UserId == user.Id), ct);
        if (key is null) return Refusal.NotFound;
        if (key.RevokedAt is not null) return Result.Ok;

        key.RevokedAt = clock.GetUtcNow();
        db.Expect(key, key.Version);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved;
        await Outbox.SignalAsync(db, new(SignalKind.ApiKeys, [key.Id]), ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
