using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Access;

/// <summary>Reads people's roles, groups, grants, what they borrow, and the tree of structures: four statements, however many people.</summary>
internal static class AccessReader
{
    public static async Task<AccessSnapshot> ReadAsync(AppDbContext db, Guid userId, DateTimeOffset now, CancellationToken ct) =>
        (await ReadManyAsync(db, [userId], now, ct))[userId];

    /// <summary>A snapshot for every id, of nothing for those who are unknown or inactive.</summary>
    public static async Task<Dictionary<Guid, AccessSnapshot>> ReadManyAsync(AppDbContext db, IReadOnlyCollection<Guid> userIds, DateTimeOffset now, CancellationToken ct)
    {
        var facts = await FactsAsync(db, userIds, now, ct);
        return userIds.Distinct().ToDictionary(id => id, id => facts.SnapshotOf(id, now));
    }

    /// <summary>All that decides over these people now or later. A group out of use gives nothing; a structure out of use is still reached.</summary>
    public static async Task<AccessFacts> FactsAsync(AppDbContext db, IReadOnlyCollection<Guid> userIds, DateTimeOffset now, CancellationToken ct)
    {
        var borrowed = await db.Set<Delegation>().Where(d => userIds.Contains(d.ToUserId) && d.EndedAt == null && d.ValidTo > now)
            .Select(d => new HeldDelegation(d.Id, d.FromUserId, d.ToUserId, d.Permissions, d.ValidFrom, d.ValidTo)).ToListAsync(ct);
        Guid[] concerned = [.. userIds.Union(borrowed.Select(d => d.From))];
        var people = await db.Set<User>().Where(u => concerned.Contains(u.Id) && u.IsActive)
            .Select(u => new AccessPerson(u.Id, u.DisplayName, u.StructureId)).ToDictionaryAsync(u => u.Id, ct);
        var grants = await GrantsAsync(db, [.. people.Keys], ct);
        return new(people, grants, borrowed.ToLookup(d => d.To), await TreeAsync(db, ct));
    }

    public static async Task<StructureTree> TreeAsync(AppDbContext db, CancellationToken ct) =>
        StructureTree.Of(await db.Set<Structure>().Select(s => new StructureNode(s.Id, s.ParentId)).ToListAsync(ct));

    private static async Task<ILookup<Guid, HeldGrant>> GrantsAsync(AppDbContext db, Guid[] userIds, CancellationToken ct)
    {
        var held = db.Set<RoleAssignment>().Where(a => a.UserId != null && userIds.Contains(a.UserId.Value))
            .Select(a => new { Person = a.UserId!.Value, a.RoleId, a.GroupId, a.StructureId, a.WithSubStructures, a.ValidFrom, a.ValidTo });
        var byGroup =
            from member in db.Set<GroupMember>().Where(m => userIds.Contains(m.UserId))
            join team in db.Set<Group>().Where(g => g.IsActive) on member.GroupId equals team.Id
            join a in db.Set<RoleAssignment>() on member.GroupId equals a.GroupId
            select new { Person = member.UserId, a.RoleId, a.GroupId, a.StructureId, a.WithSubStructures, a.ValidFrom, a.ValidTo };
        var byRole =
            from a in held.Concat(byGroup)
            join grant in db.Set<Grant>() on a.RoleId equals grant.RoleId
            select new { a.Person, grant.Permission, grant.Scope, grant.RoleId, a.GroupId, a.StructureId, a.WithSubStructures, grant.ValidFrom, grant.ValidTo, From = a.ValidFrom, To = a.ValidTo };

        // Straight to a person: no role, group or structure, and no dates but its own (nulls of the right type, which a union asks for).
        var direct = db.Set<Grant>().Where(g => g.UserId != null && userIds.Contains(g.UserId.Value))
            .Select(g => new { Person = g.UserId!.Value, g.Permission, g.Scope, g.RoleId, GroupId = g.RoleId, StructureId = g.RoleId, WithSubStructures = true, g.ValidFrom, g.ValidTo, From = g.ValidFrom, To = g.ValidTo });

        var rows = await byRole.Concat(direct).ToListAsync(ct);
        return rows.ToLookup(g => g.Person, g => new HeldGrant(
            g.Permission, g.Scope, g.RoleId, g.GroupId, g.StructureId, g.WithSubStructures, Later(g.ValidFrom, g.From), Earlier(g.ValidTo, g.To)));
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
