using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Granting;

/// <summary>A permission given straight to a person.</summary>
public sealed record DirectGrant(Guid Id, Guid UserId, string Permission, Scope Scope, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo);

/// <param name="ByGroup">Roles a person has by a group: changed there.</param>
/// <param name="MayChange">Whether this user may give to and take from this holder.</param>
public sealed record HolderAssignments(
    Holder Holder, IReadOnlyList<RoleHolding> Roles, IReadOnlyList<RoleHolding> ByGroup, IReadOnlyList<DirectGrant> Grants, bool MayChange);

/// <summary>What there is to give: roles, and structures in which this user may.</summary>
public sealed record AssignmentChoices(IReadOnlyList<RoleLine> Roles, IReadOnlyList<StructureChoice> Structures);

public sealed record StructureChoice(Guid Id, string Name);

/// <summary>The roles and permissions of one person or group. Refuses: forbidden, not-found, also for whom one may not see.</summary>
[Needs(AccessPermissions.View, AccessPermissions.Assign)]
public sealed class ListAssignments(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ListRoles roles) : IUseCase
{
    public async Task<Result<HolderAssignments>> RunAsync(Guid? userId, Guid? groupId, CancellationToken ct)
    {
        if (!user.Can(AccessPermissions.View) && !user.Can(AccessPermissions.Assign)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var holder = userId is { } person
            ? await db.Set<User>().Where(u => u.Id == person).Select(u => new Holder(u.Id, u.DisplayName, u.StructureId, false)).SingleOrDefaultAsync(ct)
            : await db.Set<Group>().Where(g => g.Id == groupId).Select(g => new Holder(g.Id, g.Name, g.StructureId, true)).SingleOrDefaultAsync(ct);
        if (holder is null) return Refusal.NotFound;
        if (!user.CanIn(AccessPermissions.Assign, holder.Structure) && !user.CanIn(AccessPermissions.View, holder.Structure)) return Refusal.NotFound;
        var mayChange = holder.Id != user.Id && !(await Holders.FindAsync(db, user, userId, groupId, ct)).Failed;

        var own = await HeldAsync(db, db.Set<RoleAssignment>().Where(a => a.UserId == userId && a.GroupId == groupId), ct);
        if (holder.IsGroup) return new HolderAssignments(holder, own, [], [], mayChange);

        var byGroup = await HeldAsync(db, db.Set<RoleAssignment>().Where(a => db.Set<GroupMember>().Any(m => m.GroupId == a.GroupId && m.UserId == holder.Id)), ct);
        var grants = await db.Set<Grant>().Where(g => g.UserId == holder.Id).OrderBy(g => g.Permission).ThenBy(g => g.Id)
            .Select(g => new DirectGrant(g.Id, holder.Id, g.Permission, g.Scope, g.ValidFrom, g.ValidTo)).ToListAsync(ct);
        return new HolderAssignments(holder, own, byGroup, grants, mayChange);
    }

    private static Task<List<RoleHolding>> HeldAsync(AppDbContext db, IQueryable<RoleAssignment> assignments, CancellationToken ct) =>
        RoleHolders.Of(db, assignments).OrderBy(h => h.RoleName).ThenBy(h => h.RoleCode).ThenBy(h => h.AssignmentId).ToListAsync(ct);

    public async Task<AssignmentChoices> ChoicesAsync(CancellationToken ct)
    {
        if (user.ReachOf(AccessPermissions.Assign) is not { } reach) return new([], []);
        var all = await roles.RunAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ids = reach.Structures;
        var structures = await db.Set<Structure>().Where(s => s.IsActive && (reach.All || ids.Contains(s.Id))).OrderBy(s => s.Name).Select(s => new StructureChoice(s.Id, s.Name)).ToListAsync(ct);
        return new(all.Value ?? [], structures);
    }
}
