using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Granting;

/// <summary>
/// Gives a role to a person or a group. Refuses: invalid, forbidden, not-found (holder, role or structure, or out of reach),
/// access.not-oneself (oneself, or a group one is in), access.beyond-own, access.already-held.
/// </summary>
[Needs(AccessPermissions.Assign)]
public sealed class AssignRole(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(AssignRoleRequest request, CancellationToken ct)
    {
        if (!user.Can(AccessPermissions.Assign)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        if (GivenPeriod.Check(request.ValidFrom, request.ValidTo, clock.GetUtcNow()) is { } wrong) return wrong;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var holder = await Holders.FindAsync(db, user, request.UserId, request.GroupId, ct);
        if (holder.Failed) return holder.Refusal;
        var assignment = new RoleAssignment
        {
            RoleId = request.RoleId, UserId = request.UserId, GroupId = request.GroupId, StructureId = request.StructureId,
            WithSubStructures = request.WithSubStructures, ValidFrom = request.ValidFrom?.ToUniversalTime(), ValidTo = request.ValidTo?.ToUniversalTime(),
        };
        if (await CheckAsync(db, assignment, holder.Value, ct) is { } refused) return refused;
        db.Add(assignment);
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : assignment.Id;
    }

    private async Task<Refusal?> CheckAsync(AppDbContext db, RoleAssignment given, Holder holder, CancellationToken ct)
    {
        if (given.UserId == user.Id || (given.GroupId is { } group && await db.Set<GroupMember>().AnyAsync(m => m.GroupId == group && m.UserId == user.Id, ct)))
            return Refusal.Conflict(AccessRefusals.NotOneself);
        if (!await db.Set<Role>().AnyAsync(r => r.Id == given.RoleId, ct)) return Refusal.Invalid(new FieldError(nameof(given.RoleId), "unknown-value"));
        if (given.StructureId is { } id && (!user.CanIn(AccessPermissions.Assign, id) || !await db.Set<Structure>().AnyAsync(s => s.Id == id, ct)))
            return Refusal.Invalid(new FieldError(nameof(given.StructureId), "unknown-value"));

        var now = clock.GetUtcNow();
        if (await db.Set<RoleAssignment>().AnyAsync(a => a.RoleId == given.RoleId && a.UserId == given.UserId && a.GroupId == given.GroupId && a.StructureId == given.StructureId
                && a.WithSubStructures == given.WithSubStructures && a.ValidFrom == given.ValidFrom && a.ValidTo == given.ValidTo && (a.ValidTo == null || a.ValidTo > now), ct))
            return Refusal.Conflict(AccessRefusals.AlreadyHeld);

        var grants = await db.Set<Grant>().AsNoTracking().Where(g => g.RoleId == given.RoleId).ToListAsync(ct);
        return GrantingRules.CheckRole(user, holder, grants, given.StructureId, given.WithSubStructures, await AccessReader.TreeAsync(db, ct));
    }
}

/// <summary>Takes a role from whoever holds it. Refuses: forbidden, not-found, access.beyond-own, access.last-administrator.</summary>
[Needs(AccessPermissions.Assign)]
public sealed class TakeRole(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <param name="roleId">The role that it has to be of; null: of any.</param>
    public async Task<Result> RunAsync(Guid assignmentId, CancellationToken ct, Guid? roleId = null)
    {
        if (!user.Can(AccessPermissions.Assign)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<RoleAssignment>().SingleOrDefaultAsync(a => a.Id == assignmentId, ct) is not { } assignment || (roleId ?? assignment.RoleId) != assignment.RoleId) return Refusal.NotFound;
        var holder = await Holders.FindAsync(db, user, assignment.UserId, assignment.GroupId, ct);
        if (holder.Failed) return holder.Refusal;
        if (assignment.StructureId is { } structure && !user.CanIn(AccessPermissions.Assign, structure)) return Refusal.NotFound;

        var grants = await db.Set<Grant>().AsNoTracking().Where(g => g.RoleId == assignment.RoleId).ToListAsync(ct);
        var tree = await AccessReader.TreeAsync(db, ct);
        if (GrantingRules.CheckRole(user, holder.Value, grants, assignment.StructureId, assignment.WithSubStructures, tree) is { } beyond) return beyond;
        db.Remove(assignment);
        return await db.TrySaveKeepingAdministratorAsync(ct);
    }
}
