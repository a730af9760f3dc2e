using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Lists.Views;

/// <summary>Who finds a saved view, and who may say so.</summary>
internal static class ViewSharing
{
    /// <summary>His own, those for everybody, for a group of his, for his structure or one above it.</summary>
    public static IQueryable<SavedView> VisibleTo(AppDbContext db, ICurrentUser user)
    {
        var me = user.Id;
        // Postgres starts from one row and walks up a few: the depth of an organisation.
        var above = db.Database.SqlQuery<Guid>(
            $"""
             with recursive above (id, parent_id, distance) as (
                 select s.id, s.parent_id, 0 from kernel.structures s join kernel.users u on u.structure_id = s.id where u.id = {me}
                 union all
                 select s.id, s.parent_id, a.distance + 1 from kernel.structures s join above a on s.id = a.parent_id where a.distance < 50
             )
             select id as "Value" from above
             """);
        return db.Set<SavedView>().Where(v =>
            v.OwnerId == me || v.Audience == ViewAudience.Everyone
            || (v.Audience == ViewAudience.Group && db.Set<GroupMember>().Any(m => m.UserId == me && m.GroupId == v.GroupId))
            || (v.Audience == ViewAudience.Structure && above.Any(s => s == v.StructureId)));
    }

    /// <summary>Groups he may share with: those of the structures in reach; those of no structure where he belongs to them, or reaches all.</summary>
    public static IQueryable<Group> Groups(AppDbContext db, ICurrentUser user)
    {
        var reach = user.ReachOf(ListPermissions.Share) ?? new(false, []);
        var structures = reach.Structures;
        var me = user.Id;
        if (!user.Can(ListPermissions.Share)) return db.Set<Group>().Where(_ => false);
        return db.Set<Group>().Where(g => reach.All
            || (g.StructureId == null ? db.Set<GroupMember>().Any(m => m.GroupId == g.Id && m.UserId == me) : structures.Contains(g.StructureId.Value)));
    }

    /// <summary>Whether the permission to share reaches the audience that the view has now.</summary>
    public static bool Reaches(ICurrentUser user, SavedView view, Guid? groupStructure) => user.ReachOf(ListPermissions.Share) is { } reach && (reach.All || view.Audience switch
    {
        ViewAudience.Structure => view.StructureId is { } structure && reach.Covers(structure),
        ViewAudience.Group => groupStructure is { } structure && reach.Covers(structure),
        _ => false,
    });

    /// <summary>Whether he may share with the audience that is asked for.</summary>
    public static async Task<bool> MayShareAsync(AppDbContext db, ICurrentUser user, ViewAudience audience, Guid? groupId, Guid? structureId, CancellationToken ct) => audience switch
    {
        ViewAudience.Owner => true,
        ViewAudience.Everyone => user.ReachOf(ListPermissions.Share) is { All: true },
        ViewAudience.Group => await Groups(db, user).AnyAsync(g => g.Id == groupId, ct),
        _ => structureId is { } id && user.ReachOf(ListPermissions.Share) is { } reach && reach.Covers(id) && await db.Set<Organisation.Structure>().AnyAsync(s => s.Id == id, ct),
    };
}
