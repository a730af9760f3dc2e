using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>What somebody may know of among what can be followed.</summary>
internal static class FollowSight
{
    /// <summary>Sites of the structures whose records some list shows him, and those of his own structure where he sees but his own records.</summary>
    public static IQueryable<Site> Sites(AppDbContext db, ICurrentUser user, IEnumerable<IListKind> lists)
    {
        var reaches = lists.Select(l => user.ReachOf(l.Permission)).OfType<Reach>().ToList();
        if (reaches.Count == 0) return db.Set<Site>().Where(_ => false);
        var me = user.Id;
        var (all, structures) = (reaches.Exists(r => r.All), reaches.SelectMany(r => r.Structures).Distinct().ToArray());
        return db.Set<Site>().Where(s => all || structures.Contains(s.StructureId) || db.Set<User>().Any(u => u.Id == me && u.StructureId == s.StructureId));
    }
}
