using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Following;

/// <param name="Name">Of the site, or of the view.</param>
/// <param name="Structure">Of a site; null for a view.</param>
/// <param name="Href">Where a view opens; null for a site.</param>
/// <param name="IsIdle">A view that was changed so that it moves with time: nothing is told of it until it is changed again.</param>
public sealed record FollowedItem(FollowKind Kind, Guid Id, string Name, string? Structure, string? Href, DateTimeOffset Since, bool IsIdle);

/// <summary>What one follows oneself, by name; what one may not know of any more is left out.</summary>
[SignedInOnly("one's own follows")]
public sealed class ListFollowed(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IListKind> lists) : IUseCase
{
    public async Task<IReadOnlyList<FollowedItem>> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sites = await (
            from f in db.Set<Follow>().Where(f => f.UserId == user.Id)
            join s in FollowSight.Sites(db, user, lists) on f.SiteId equals s.Id
            join structure in db.Set<Structure>() on s.StructureId equals structure.Id
            orderby s.Name, s.Id
            select new FollowedItem(FollowKind.Site, s.Id, s.Name, structure.Name, null, f.Since, false)).Take(FollowTarget.Most).ToListAsync(ct);
        var views = await (
            from f in db.Set<Follow>().Where(f => f.UserId == user.Id)
            join v in ViewSharing.VisibleTo(db, user) on f.ViewId equals v.Id
            orderby v.Name, v.Id
            select new { f.Since, v.Id, v.List, v.Name, v.Address }).Take(FollowTarget.Most).ToListAsync(ct);
        var shown =
            from v in views
            join list in lists.Where(l => user.Can(l.Permission)) on v.List equals list.Code
            let query = ListQuery.Parse(v.Address)
            select new FollowedItem(FollowKind.View, v.Id, v.Name, null, $"{list.Path}{query.With("saved", v.Id.ToString("N"))}", v.Since, list.CheckFollowing(query) is not null);
        return [.. sites, .. shown];
    }

    /// <summary>Of some sites those that one may follow, and whether one does.</summary>
    public async Task<IReadOnlyDictionary<Guid, bool>> SitesAsync(IReadOnlyCollection<Guid> among, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FollowSight.Sites(db, user, lists).Where(s => among.Contains(s.Id))
            .Select(s => new { s.Id, IsFollowed = db.Set<Follow>().Any(f => f.UserId == user.Id && f.SiteId == s.Id) }).ToDictionaryAsync(s => s.Id, s => s.IsFollowed, ct);
    }

    public async Task<bool> IsFollowingViewAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Follow>().AnyAsync(f => f.UserId == user.Id && f.ViewId == id, ct);
    }
}
