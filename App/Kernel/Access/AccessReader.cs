using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Access;

/// <summary>Computes people's snapshots from roles, groups, grants and the tree of structures: three statements, however many people.</summary>
internal static class AccessReader
{
    private sealed record Granted(string Permission, Scope Scope, Guid? StructureId, DateTimeOffset? From, DateTimeOffset? To);

    public static async Task<AccessSnapshot> ReadAsync(AppDbContext db, Guid userId, DateTimeOffset now, CancellationToken ct) =>
        (await ReadManyAsync(db, [userId], now, ct))[userId];

    /// <summary>A snapshot for every id, of nothing for those who are unknown or inactive.</summary>
    public static async Task<Dictionary<Guid, AccessSnapshot>> ReadManyAsync(AppDbContext db, IReadOnlyCollection<Guid> userIds, DateTimeOffset now, CancellationToken ct)
    {
        var homes = await db.Set<User>().Where(u => userIds.Contains(u.Id) && u.IsActive).ToDictionaryAsync(u => u.Id, u => u.StructureId, ct);
        if (homes.Count == 0) return userIds.Distinct().ToDictionary(id => id, AccessSnapshot.Nothing);

        var granted = await GrantsAsync(db, [.. homes.Keys], ct);
        var tree = StructureTree.Of(await db.Set<Structure>().Select(s => new StructureNode(s.Id, s.ParentId)).ToListAsync(ct));
        return userIds.Distinct().ToDictionary(
            id => id, id => homes.TryGetValue(id, out var home) ? SnapshotOf(id, home, [.. granted[id]], tree, now) : AccessSnapshot.Nothing(id));
    }

    private static AccessSnapshot SnapshotOf(Guid userId, Guid home, List<Granted> granted, StructureTree tree, DateTimeOffset now)
    {
        return At(now);

        AccessSnapshot At(DateTimeOffset instant)
        {
            var inForce = granted.Where(g => (g.From is null || g.From <= instant) && (g.To is null || g.To > instant));
            var reaches = inForce.GroupBy(g => g.Permission).ToDictionary(g => g.Key, g => Combine(g, home, tree));
            return new(userId, reaches, NextChange(granted, instant), At);
        }
    }

    private static async Task<ILookup<Guid, Granted>> GrantsAsync(AppDbContext db, Guid[] userIds, CancellationToken ct)
    {
        var held = db.Set<RoleAssignment>().Where(a => a.UserId != null && userIds.Contains(a.UserId.Value))
            .Select(a => new { Person = a.UserId!.Value, a.RoleId, a.StructureId, a.ValidFrom, a.ValidTo });
        var byGroup =
            from member in db.Set<GroupMember>().Where(m => userIds.Contains(m.UserId))
            join a in db.Set<RoleAssignment>() on member.GroupId equals a.GroupId
            select new { Person = member.UserId, a.RoleId, a.StructureId, a.ValidFrom, a.ValidTo };
        var byRole =
            from assignment in held.Concat(byGroup)
            join grant in db.Set<Grant>() on assignment.RoleId equals grant.RoleId
            select new { assignment.Person, grant.Permission, grant.Scope, assignment.StructureId, grant.ValidFrom, grant.ValidTo, From = assignment.ValidFrom, To = assignment.ValidTo };

        // Straight to a person: no structure narrows it, and no dates but its own (a null of the right type, which a union asks for).
        var direct = db.Set<Grant>().Where(g => g.UserId != null && userIds.Contains(g.UserId.Value))
            .Select(g => new { Person = g.UserId!.Value, g.Permission, g.Scope, StructureId = g.RoleId, g.ValidFrom, g.ValidTo, From = g.ValidFrom, To = g.ValidTo });

        var rows = await byRole.Concat(direct).ToListAsync(ct);
        return rows.ToLookup(g => g.Person, g => new Granted(g.Permission, g.Scope, g.StructureId, Later(g.ValidFrom, g.From), Earlier(g.ValidTo, g.To)));
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
