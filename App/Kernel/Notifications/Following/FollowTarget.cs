using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>
/// Begins to follow a site of which one may see records, or a view found among one's tabs. Doing it again changes nothing.
/// Refuses: not-found, follows.too-many, follows.moves-with-time.
/// </summary>
[SignedInOnly("one's own follows, of what one sees")]
public sealed class FollowTarget(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IListKind> lists, TimeProvider clock) : IUseCase
{
    /// <summary>Of each kind: every one of them is asked with each event.</summary>
    public const int Most = 100;

    public async Task<Result> RunAsync(FollowKind kind, Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var refused = kind is FollowKind.View ? await RefuseViewAsync(db, id, ct) : await RefuseSiteAsync(db, id, ct);
        if (refused is not null) return refused;

        var mine = db.Set<Follow>().Where(f => f.UserId == user.Id);
        if (await mine.AnyAsync(f => kind == FollowKind.View ? f.ViewId == id : f.SiteId == id, ct)) return Result.Ok;
        if (await mine.CountAsync(f => kind == FollowKind.View ? f.ViewId != null : f.SiteId != null, ct) >= Most) return Refusal.Conflict(FollowRefusals.TooMany, Most);
        db.Add(new Follow { UserId = user.Id, SiteId = kind is FollowKind.Site ? id : null, ViewId = kind is FollowKind.View ? id : null, Since = clock.GetUtcNow() });
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal is { Code: "already-exists" } ? Result.Ok : saved;   // the other click did it
    }

    private async Task<Refusal?> RefuseSiteAsync(AppDbContext db, Guid id, CancellationToken ct) =>
        await FollowSight.Sites(db, user, lists).AnyAsync(s => s.Id == id, ct) ? null : Refusal.NotFound;

    private async Task<Refusal?> RefuseViewAsync(AppDbContext db, Guid id, CancellationToken ct)
    {
        var view = await ViewSharing.VisibleTo(db, user).Where(v => v.Id == id).Select(v => new { v.List, v.Address }).SingleOrDefaultAsync(ct);
        if (view is null || lists.SingleOrDefault(l => l.Code == view.List) is not { } list || !user.Can(list.Permission)) return Refusal.NotFound;
        return list.CheckFollowing(ListQuery.Parse(view.Address));
    }
}
