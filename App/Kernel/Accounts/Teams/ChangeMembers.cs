using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Teams;

/// <summary>
/// Puts people whom one may see into a group, and takes them out. Membership gives the group's roles, so nobody puts somebody,
/// himself least of all, where he would hold more than whoever does it, nor takes him what he does not hold himself. Refuses: what <see cref="GroupAct"/> refuses,
/// groups.is-inactive, groups.already-member, groups.gives-more, users.is-inactive.
/// </summary>
[Needs(UserPermissions.ManageGroups)]
public sealed class ChangeMembers(GroupAct act, ICurrentUser user, PersonGuard guard) : IUseCase
{
    public Task<Result> AddAsync(Guid groupId, Guid personId, CancellationToken ct) => act.RunAsync(groupId, null, (db, group) => AddAsync(db, group, personId, ct), ct);

    public Task<Result> RemoveAsync(Guid groupId, Guid personId, CancellationToken ct) => act.RunAsync(groupId, null, async (db, _) =>
    {
        var member = await db.Set<GroupMember>().SingleOrDefaultAsync(m => m.GroupId == groupId && m.UserId == personId, ct);
        if (member is null) return Refusal.NotFound;
        var home = await db.Set<User>().Where(u => u.Id == personId).Select(u => u.StructureId).SingleAsync(ct);
        if (await guard.CheckGroupAsync(db, groupId, home, ct) is { } more) return more;
        db.Remove(member);
        return Result.Ok;
    }, ct);

    private async Task<Result> AddAsync(AppDbContext db, Group group, Guid personId, CancellationToken ct)
    {
        if (!group.IsActive) return Refusal.Conflict(PeopleRefusals.GroupInactive);
        var person = await db.Set<User>().InReach(user, UserPermissions.View).Where(u => u.Id == personId).Select(u => new { u.IsActive, u.StructureId }).SingleOrDefaultAsync(ct);
        if (person is null) return Refusal.NotFound;
        if (!person.IsActive) return Refusal.Conflict(PeopleRefusals.IsInactive);
        if (await guard.CheckGroupAsync(db, group.Id, person.StructureId, ct) is { } more) return more;
        if (await db.Set<GroupMember>().AnyAsync(m => m.GroupId == group.Id && m.UserId == personId, ct)) return Refusal.Conflict(PeopleRefusals.AlreadyMember);

        db.Add(new GroupMember { GroupId = group.Id, UserId = personId });
        return Result.Ok;
    }
}
