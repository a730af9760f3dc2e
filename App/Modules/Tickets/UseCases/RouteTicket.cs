using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Splitting;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// Gives a new ticket to whom its category says: to its group, if that is in use, and in it to the person who knows, is there, may work on it and
/// has the least to do. Within the caller's save.
/// </summary>
[PartOf(typeof(PrepareTicket), typeof(SplitTicket))]
public sealed class RouteTicket(AccessCache access) : IUseCase
{
    public async Task RunAsync(AppDbContext db, Ticket ticket, Category category, CancellationToken ct)
    {
        if (category.DefaultGroupId is not { } groupId || !await db.Set<Group>().AnyAsync(g => g.Id == groupId && g.IsActive, ct)) return;
        var chosen = AutoAssignment.Choose(await ThoseWhoMayAsync(await CandidatesAsync(db, groupId, ticket.RequesterId, ct), ct), category.Skill);
        if (chosen is null) ticket.RouteTo(groupId, AutoAssignment.Nobody);
        else ticket.AssignTo(chosen.UserId, groupId, AutoAssignment.ReasonFor(category.Skill));
    }

    /// <summary>
    /// Those who could work on the ticket once it is theirs, which any reach includes: a team that serves several structures
    /// has members of one.
    /// </summary>
    private async Task<IEnumerable<Candidate>> ThoseWhoMayAsync(List<Candidate> members, CancellationToken ct)
    {
        var may = await access.LoadManyAsync(members.Select(m => m.UserId), ct);
        return members.Where(m => may.GetValueOrDefault(m.UserId)?.OwnReachOf(TicketPermissions.Work) is not null);
    }

    /// <summary>Members of the group but for the requester: who could help himself would not have asked.</summary>
    private static Task<List<Candidate>> CandidatesAsync(AppDbContext db, Guid groupId, Guid requesterId, CancellationToken ct) => (
        from member in db.Set<GroupMember>().Where(m => m.GroupId == groupId && m.UserId != requesterId)
        join person in db.Set<User>().Where(u => u.IsActive) on member.UserId equals person.Id
        select new Candidate(
            person.Id,
            person.DisplayName,
            person.Skills,
            person.IsAvailable,
            db.Set<Ticket>().Count(t => t.AssigneeId == person.Id && t.ClosedAt == null && t.ResolvedAt == null),
            db.Set<Ticket>().Where(t => t.AssigneeId == person.Id).OrderByDescending(t => t.OpenedAt).ThenByDescending(t => t.Id)
                .Select(t => (DateTimeOffset?)t.OpenedAt).FirstOrDefault())).ToListAsync(ct);
}
