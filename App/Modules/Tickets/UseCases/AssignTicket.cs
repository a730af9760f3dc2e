using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// Gives a ticket to a person or a group. Refuses: invalid, not-found, forbidden, transition-not-allowed,
/// unknown-assignee (inactive, or no member of any team), unknown-group, stale.
/// </summary>
public sealed class AssignTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public Task<Result> RunAsync(AssignTicketRequest request, CancellationToken ct) =>
        TicketAction.RunAsync(dbs, user, request, TicketPermissions.Assign, (db, ticket) => AssignAsync(db, ticket, request, ct), ct);

    private async Task<Result> AssignAsync(AppDbContext db, Ticket ticket, AssignTicketRequest request, CancellationToken ct)
    {
        var step = TicketWorkflow.Instance.Find(ticket, ticket.State, TicketTrigger.Assign, user);
        if (step.Failed) return step.Refusal;
        if (request.GroupId is { } group && !await db.Set<Group>().AnyAsync(g => g.Id == group, ct)) return Refusal.Conflict(TicketRefusals.UnknownGroup);
        if (request.AssigneeId is { } person && !await MayReceiveAsync(db, person, ct)) return Refusal.Conflict(TicketRefusals.UnknownAssignee);

        ticket.AssignTo(request.AssigneeId, request.GroupId, reason: null);
        return Result.Ok;
    }

    /// <summary>Whoever is offered in the list: active people who belong to a team.</summary>
    private static Task<bool> MayReceiveAsync(AppDbContext db, Guid person, CancellationToken ct) =>
        db.Set<User>().AnyAsync(u => u.Id == person && u.IsActive && db.Set<GroupMember>().Any(m => m.UserId == person), ct);
}
