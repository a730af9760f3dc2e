using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Access.Roles;

/// <summary>A role in somebody's hands: an assignment with its names.</summary>
public sealed record RoleHolding
{
    public Guid AssignmentId { get; init; }
    public Guid RoleId { get; init; }
    public string RoleCode { get; init; } = "";
    public string? RoleName { get; init; }

    /// <summary>A person's or a group's.</summary>
    public Guid HolderId { get; init; }
    public string Name { get; init; } = "";
    public bool IsGroup { get; init; }
    public bool IsActive { get; init; }

    /// <summary>Where the holder stands; null for a group that serves everybody.</summary>
    public Guid? Home { get; init; }
    public Guid? StructureId { get; init; }
    public string? Structure { get; init; }
    public bool WithSubStructures { get; init; }
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }
}

internal static class RoleHolders
{
    public static IQueryable<RoleHolding> Of(AppDbContext db, Guid roleId) => Of(db, db.Set<RoleAssignment>().Where(a => a.RoleId == roleId));

    /// <param name="assignments">Narrowed before the names are joined: by its own columns, which have an index.</param>
    public static IQueryable<RoleHolding> Of(AppDbContext db, IQueryable<RoleAssignment> assignments) =>
        from assignment in assignments
        join role in db.Set<Role>() on assignment.RoleId equals role.Id
        join person in db.Set<User>() on assignment.UserId equals person.Id into people
        from person in people.DefaultIfEmpty()
        join team in db.Set<Group>() on assignment.GroupId equals team.Id into teams
        from team in teams.DefaultIfEmpty()
        join structure in db.Set<Structure>() on assignment.StructureId equals structure.Id into structures
        from structure in structures.DefaultIfEmpty()
        select new RoleHolding
        {
            AssignmentId = assignment.Id, RoleId = role.Id, RoleCode = role.Code, RoleName = role.Name,
            HolderId = assignment.UserId ?? assignment.GroupId!.Value, Name = person != null ? person.DisplayName : team.Name,   // one of both, by a constraint
            IsGroup = assignment.GroupId != null, IsActive = person != null ? person.IsActive : team.IsActive,
            Home = person != null ? person.StructureId : team.StructureId,
            StructureId = assignment.StructureId, Structure = structure == null ? null : structure.Name,
            WithSubStructures = assignment.WithSubStructures, ValidFrom = assignment.ValidFrom, ValidTo = assignment.ValidTo,
        };

    /// <summary>Those who stand where this user may look.</summary>
    public static IQueryable<RoleHolding> SeenBy(this IQueryable<RoleHolding> holdings, Reach reach)
    {
        if (reach.All) return holdings;
        var structures = reach.Structures;
        return holdings.Where(h => h.Home != null && structures.Contains(h.Home.Value));
    }
}
