using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People.Leaving;
using OpsFlux.Kernel.Accounts.Teams;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.People;

/// <summary>Open tickets of somebody who leaves go on with somebody else, or with their team; a resolved one waits for its requester and stays.</summary>
internal sealed class TicketDuties(AccessCache access) : IPersonDuties, IGroupDuties
{
    public async Task<IReadOnlyList<PersonDuty>> OfAsync(AppDbContext db, ICurrentUser user, Guid personId, CancellationToken ct)
    {
        var open = await Open(db.Set<Ticket>(), personId).CountAsync(ct);
        if (open == 0) return [];
        var href = user.Can(TicketPermissions.View) ? $"/tickets?view=All&assignee={personId}" : null;
        return [new("Duty.AssignedTickets", open, await Open(db.Set<Ticket>().AllowedTo(user, TicketPermissions.Assign), personId).CountAsync(ct), href)];
    }

    /// <summary>By the record itself, so that histories, clocks and notifications follow. A person has dozens of them, not thousands.</summary>
    public async Task<Result> HandOverAsync(AppDbContext db, ICurrentUser user, Guid personId, Guid? to, CancellationToken ct)
    {
        var tickets = await Open(db.Set<Ticket>().AllowedTo(user, TicketPermissions.Assign), personId).OrderBy(t => t.Id).ToListAsync(ct);
        if (tickets.Count == 0) return Result.Ok;
        if (to is { } heir && (await access.LoadAsync(heir, ct)).ReachOf(TicketPermissions.Work) is null) return Refusal.Conflict(TicketRefusals.UnknownAssignee);

        foreach (var ticket in tickets) ticket.AssignTo(to, groupId: null, reason: null);
        return Result.Ok;
    }

    public async Task<IReadOnlyList<PersonDuty>> OfAsync(AppDbContext db, Guid groupId, CancellationToken ct)
    {
        var duties = new List<PersonDuty>();
        var categories = await db.Set<Category>().CountAsync(c => c.DefaultGroupId == groupId && c.IsActive, ct);
        var tickets = await db.Set<Ticket>().CountAsync(t => t.GroupId == groupId && t.ClosedAt == null, ct);
        if (categories > 0) duties.Add(new("Duty.GroupCategories", categories, 0, "/admin/tickets/categories"));
        if (tickets > 0) duties.Add(new("Duty.GroupTickets", tickets, 0, $"/tickets?view=All&group={groupId}"));
        return duties;
    }

    private static IQueryable<Ticket> Open(IQueryable<Ticket> tickets, Guid personId) => tickets.Where(t => t.AssigneeId == personId && t.ClosedAt == null && t.ResolvedAt == null);
}
