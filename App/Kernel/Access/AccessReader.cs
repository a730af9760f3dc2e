using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Access;

/// <summary>Computes one person's snapshot from roles, groups, grants and the tree of structures, in three queries.</summary>
internal static class AccessReader
{
    private sealed record Granted(string Permission, Scope Scope, Guid? StructureId, DateTimeOffset? From, DateTimeOffset? To);

    public static async Task<AccessSnapshot> ReadAsync(AppDbContext db, Guid userId, DateTimeOffset now, CancellationToken ct)
    {
        var person = await db.Set<User>().Where(u => u.Id == userId).Select(u => new { u.IsActive, u.StructureId }).SingleOrDefaultAsync(ct);
        if (person is not { IsActive: true }) return AccessSnapshot.Nothing(userId);

        var granted = await GrantsAsync(db, userId, ct);
        var tree = StructureTree.Of(await db.Set<Structure>().Select(s => new StructureNode(s.Id, s.ParentId)).ToListAsync(ct));
        return At(now);

        AccessSnapshot At(DateTimeOffset instant)
        {
            var inForce = granted.Where(g => (g.From is null || g.From <= instant) && (g.To is null || g.To > instant));
            var reaches = inForce.GroupBy(g => g.Permission).ToDictionary(g => g.Key, g => Combine(g, person.StructureId, tree));
            return new(userId, reaches, NextChange(granted, instant), At);
        }
    }

    private static async Task<List<Granted>> GrantsAsync(AppDbContext db, Guid userId, CancellationToken ct)
    {
        var groups = db.Set<GroupMember>().Where(m => m.UserId == userId).Select(m => m.GroupId);
        var byRole =
            from assignment in db.Set<RoleAssignment>()
            where assignment.UserId == userId || (assignment.GroupId != null && groups.Contains(assignment.GroupId.Value))
            join grant in db.Set<Grant>() on assignment.RoleId equals grant.RoleId
            select new { grant.Permission, grant.Scope, assignment.StructureId, grant.ValidFrom, grant.ValidTo, From = assignment.ValidFrom, To = assignment.ValidTo };
        var direct = db.Set<Grant>().Where(g => g.UserId == userId);

        var fromRoles = (await byRole.ToListAsync(ct))
            .Select(g => new Granted(g.Permission, g.Scope, g.StructureId, Later(g.ValidFrom, g.From), Earlier(g.ValidTo, g.To)));
        var fromUser = (await direct.ToListAsync(ct)).Select(g => new Granted(g.Permission, g.Scope, null, g.ValidFrom, g.ValidTo));
        return [.. fromRoles, .. fromUser];
    }

    private static Reach Combine(IEnumerable<Granted> grants, Guid home, StructureTree tree)
    {
        var structures = new HashSet<Guid>();
        foreach (var grant in grants)
        {
            if (grant.Scope == Scope.All && grant.StructureId is null) return new(true, []);
            if (grant.Scope >= Scope.Structure) structures.UnionWith(tree.SubtreeOf(grant.StructureId ?? home));
        }

        return new(false, [.. structures]);
    }

    private static DateTimeOffset NextChange(List<Granted> granted, DateTimeOffset now) =>
        granted.SelectMany(g => new[] { g.From, g.To }).OfType<DateTimeOffset>().Where(at => at > now).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
