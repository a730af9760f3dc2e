using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>A permission somebody holds, or would hold, and how far. What begins tomorrow counts today; what is over counts no more.</summary>
/// <param name="HolderId">A person, or the role that would give it.</param>
/// <param name="StructureId">Within which the role is held; null: it counts from <paramref name="HomeId"/>.</param>
internal sealed record HeldPermission(Guid HolderId, string Permission, Scope Scope, Guid? StructureId, bool WithSubStructures, Guid HomeId);

internal static class HeldPermissions
{
    public static async Task<IReadOnlyList<HeldPermission>> OfPeopleAsync(AppDbContext db, Guid[] people, CancellationToken ct)
    {
        var lent = await db.Set<Delegation>().Where(d => people.Contains(d.ToUserId) && d.EndedAt == null && d.ValidTo > db.Clock.GetUtcNow())
            .Select(d => new { d.FromUserId, d.ToUserId, d.Permissions }).ToListAsync(ct);
        var own = await ReadAsync(db, [.. people.Union(lent.Select(d => d.FromUserId))], ct);
        var byHolder = own.ToLookup(h => h.HolderId);
        var borrowed = lent.SelectMany(d => byHolder[d.FromUserId].Where(h => d.Permissions.Contains(h.Permission)).Select(h => h with { HolderId = d.ToUserId }));
        return [.. own.Where(h => people.Contains(h.HolderId)), .. borrowed];
    }

    /// <summary>What membership would give; from which structure it counts is for the caller to say.</summary>
    public static async Task<IReadOnlyList<HeldPermission>> OfGroupsAsync(AppDbContext db, Guid[] groups, CancellationToken ct) => await (
        from a in Assignments(db).Where(a => a.GroupId != null && groups.Contains(a.GroupId.Value))
        join grant in Grants(db) on a.RoleId equals grant.RoleId
        select new HeldPermission(a.GroupId!.Value, grant.Permission, grant.Scope, a.StructureId, a.WithSubStructures, Guid.Empty)).ToListAsync(ct);

    /// <summary>What each role would give; from which structure it counts is for the caller to say.</summary>
    public static async Task<IReadOnlyList<HeldPermission>> OfRolesAsync(AppDbContext db, CancellationToken ct) =>
        await Grants(db).Where(g => g.RoleId != null).Select(g => new HeldPermission(g.RoleId!.Value, g.Permission, g.Scope, null, true, Guid.Empty)).ToListAsync(ct);

    private static async Task<IReadOnlyList<HeldPermission>> ReadAsync(AppDbContext db, Guid[] people, CancellationToken ct)
    {
        var roles = (await Grants(db).Where(g => g.RoleId != null).Select(g => new { Role = g.RoleId!.Value, g.Permission, g.Scope }).ToListAsync(ct)).ToLookup(g => g.Role);
        var held = await AssignmentsOf(db, people).ToListAsync(ct);
        var direct = await (
            from g in Grants(db).Where(g => g.UserId != null && people.Contains(g.UserId.Value))
            join u in db.Set<User>() on g.UserId equals u.Id
            select new HeldPermission(u.Id, g.Permission, g.Scope, null, true, u.StructureId)).ToListAsync(ct);
        return [.. held.SelectMany(a => roles[a.RoleId].Select(g => new HeldPermission(a.PersonId, g.Permission, g.Scope, a.StructureId, a.WithSubStructures, a.HomeId))), .. direct];
    }

    private static IQueryable<Assigned> AssignmentsOf(AppDbContext db, Guid[] people)
    {
        var straight =
            from a in Assignments(db).Where(a => a.UserId != null && people.Contains(a.UserId.Value))
            join u in db.Set<User>() on a.UserId equals u.Id
            select new { Person = u.Id, a.RoleId, a.StructureId, a.WithSubStructures, Home = u.StructureId };
        var byGroup =
            from m in db.Set<GroupMember>().Where(m => people.Contains(m.UserId))
            join a in Assignments(db) on m.GroupId equals a.GroupId
            join u in db.Set<User>() on m.UserId equals u.Id
            select new { Person = u.Id, a.RoleId, a.StructureId, a.WithSubStructures, Home = u.StructureId };
        return straight.Concat(byGroup).Select(a => new Assigned(a.Person, a.RoleId, a.StructureId, a.WithSubStructures, a.Home));
    }

    private static IQueryable<RoleAssignment> Assignments(AppDbContext db)
    {
        var now = db.Clock.GetUtcNow();
        return db.Set<RoleAssignment>().Where(a => a.ValidTo == null || a.ValidTo > now);
    }

    private static IQueryable<Grant> Grants(AppDbContext db)
    {
        var now = db.Clock.GetUtcNow();
        return db.Set<Grant>().Where(g => g.ValidTo == null || g.ValidTo > now);
    }

    private sealed record Assigned(Guid PersonId, Guid RoleId, Guid? StructureId, bool WithSubStructures, Guid HomeId);
}
