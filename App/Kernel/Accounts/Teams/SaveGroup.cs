using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Teams;

/// <summary>
/// Adds a group or changes one, and takes one out of use or back. Answers its id. Refuses: forbidden, not-found, stale,
/// invalid (name-taken, unknown-value), groups.gives-more (back in use to its members, out of use from them), access.last-administrator.
/// </summary>
[Needs(UserPermissions.ManageGroups)]
public sealed class SaveGroup(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, GroupAct act, PersonGuard guard) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(SaveGroupRequest request, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.ManageGroups)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        if (request.Id is not { } id) return await CreateAsync(request, ct);

        var done = await act.RunAsync(id, request.Version, async (db, group) =>
        {
            if (await CheckAsync(db, request, group, ct) is { } wrong) return wrong;
            (group.Name, group.StructureId) = (request.Name.Trim(), request.StructureId);
            return Result.Ok;
        }, ct);
        return done.Failed ? done.Refusal : id;
    }

    /// <summary>Out of use it gives no role, is offered nowhere, and stays named where it was.</summary>
    public Task<Result> ActivateAsync(Guid id, long version, bool isActive, CancellationToken ct) => act.RunAsync(id, version, async (db, group) =>
    {
        if (isActive != group.IsActive && await GivesMoreAsync(db, id, ct) is { } more) return more;
        group.IsActive = isActive;
        return Result.Ok;
    }, ct);

    /// <summary>Back in use it gives its roles to its members, as if they were put into it one by one; out of use it takes them.</summary>
    private async Task<Refusal?> GivesMoreAsync(AppDbContext db, Guid groupId, CancellationToken ct)
    {
        var homes = await db.Set<GroupMember>().Where(m => m.GroupId == groupId).Join(db.Set<User>(), m => m.UserId, u => u.Id, (_, u) => u.StructureId).Distinct().ToListAsync(ct);
        return await guard.CheckGroupsAsync(db, [groupId], homes, ct);
    }

    private async Task<Result<Guid>> CreateAsync(SaveGroupRequest request, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await CheckAsync(db, request, null, ct) is { } wrong) return wrong;
        var group = new Group { Name = request.Name.Trim(), StructureId = request.StructureId };
        db.Add(group);
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : group.Id;
    }

    private async Task<Refusal?> CheckAsync(AppDbContext db, SaveGroupRequest request, Group? group, CancellationToken ct)
    {
        if (group is null || request.StructureId != group.StructureId)
        {
            if (!await MayStandInAsync(db, request.StructureId, ct)) return Refusal.Invalid(new FieldError(nameof(request.StructureId), "unknown-value"));
        }

        var (id, name) = (group?.Id, LikePattern.Escape(request.Name.Trim()));
        return await db.Set<Group>().AnyAsync(g => g.Id != id && g.StructureId == request.StructureId && EF.Functions.ILike(g.Name, name), ct)
            ? Refusal.Invalid(new FieldError(nameof(request.Name), "name-taken")) : null;
    }

    /// <summary>What serves the whole organisation is for whoever reaches all of it.</summary>
    private async Task<bool> MayStandInAsync(AppDbContext db, Guid? structureId, CancellationToken ct) => structureId is { } id
        ? await db.Set<Structure>().Where(s => s.IsActive).InReach(user, UserPermissions.ManageGroups).AnyAsync(s => s.Id == id, ct)
        : user.CanEverywhere(UserPermissions.ManageGroups);
}
