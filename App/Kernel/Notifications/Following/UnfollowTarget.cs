using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>Ends one's following; one may always stop, also where nothing was followed.</summary>
[SignedInOnly("one's own follows")]
public sealed class UnfollowTarget(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result> RunAsync(FollowKind kind, Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var follow = await db.Set<Follow>().SingleOrDefaultAsync(f => f.UserId == user.Id && (kind == FollowKind.View ? f.ViewId == id : f.SiteId == id), ct);
        if (follow is null) return Result.Ok;
        db.Remove(follow);
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal is { Kind: RefusalKind.Stale } ? Result.Ok : saved;   // the other click did it
    }
}
