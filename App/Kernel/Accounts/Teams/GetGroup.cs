using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People;
using OpsFlux.Kernel.Accounts.People.Leaving;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Teams;

public sealed record MemberRow(Guid Id, string UserName, string DisplayName, PersonState State);

/// <param name="Members">By name, at most <see cref="GetGroup.MostMembers"/> of <paramref name="MemberCount"/>.</param>
public sealed record GroupDetails(Group Group, IReadOnlyList<MemberRow> Members, int MemberCount);

/// <summary>What a module knows that depends on a group: registered as a service, shown before the group is taken out of use.</summary>
public interface IGroupDuties
{
    Task<IReadOnlyList<PersonDuty>> OfAsync(AppDbContext db, Guid groupId, CancellationToken ct);
}

/// <summary>Reads one group of those that users.manage.group covers. Refuses: forbidden, not-found.</summary>
[Needs(UserPermissions.ManageGroups)]
public sealed class GetGroup(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IGroupDuties> duties) : IUseCase
{
    public const int MostMembers = 500;

    public async Task<Result<GroupDetails>> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.ManageGroups)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var group = await db.Set<Group>().AsNoTracking().InReach(user, UserPermissions.ManageGroups).SingleOrDefaultAsync(g => g.Id == id, ct);
        if (group is null) return Refusal.NotFound;

        var members = db.Set<User>().AsNoTracking().Where(u => db.Set<GroupMember>().Any(m => m.GroupId == id && m.UserId == u.Id));
        var people = await members.OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Take(MostMembers).ToListAsync(ct);
        return new GroupDetails(
            group, [.. people.Select(u => new MemberRow(u.Id, u.UserName ?? "", u.DisplayName, PersonStates.Of(u, isLocked: false)))],
            people.Count < MostMembers ? people.Count : await members.CountAsync(ct));
    }

    /// <summary>What depends on it. Refuses: forbidden, not-found.</summary>
    public async Task<Result<IReadOnlyList<PersonDuty>>> DutiesAsync(Guid id, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.ManageGroups)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Set<Group>().InReach(user, UserPermissions.ManageGroups).AnyAsync(g => g.Id == id, ct)) return Refusal.NotFound;

        var found = new List<PersonDuty>();
        foreach (var module in duties) found.AddRange(await module.OfAsync(db, id, ct));   // as many as there are modules
        return found;
    }
}
