using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// Gives a ticket to a person or a group. Refuses: invalid, not-found, forbidden, transition-not-allowed,
/// unknown-assignee and unknown-group (none of those he may give tickets to), moved-meanwhile, stale.
/// </summary>
[Needs(TicketPermissions.Assign)]
public sealed class AssignTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TicketStands stands) : IUseCase
{
    public Task<Result> RunAsync(AssignTicketRequest request, CancellationToken ct) =>
        TicketAction.RunAsync(dbs, user, request, TicketPermissions.Assign, (db, ticket) => AssignAsync(db, ticket, request, ct), ct, checkVersion: request.Seen is null);

    private async Task<Result> AssignAsync(AppDbContext db, Ticket ticket, AssignTicketRequest request, CancellationToken ct)
    {
        if (await stands.CheckAsync(db, ticket, request.Seen, ct) is { } moved) return moved;
        var step = TicketWorkflow.Instance.Find(ticket, ticket.State, TicketTrigger.Assign, user);
        if (step.Failed) return step.Refusal;
        if (!await MayReceiveAsync(Assignable.Teams(db, user).Select(g => g.Id), request.GroupId, ticket.GroupId, ct)) return Refusal.Conflict(TicketRefusals.UnknownGroup);
        if (!await MayReceiveAsync(Assignable.People(db, user).Select(u => u.Id), request.AssigneeId, ticket.AssigneeId, ct)) return Refusal.Conflict(TicketRefusals.UnknownAssignee);

        ticket.AssignTo(request.AssigneeId, request.GroupId, reason: null, request.WithoutGroup);
        return Result.Ok;
    }

    /// <summary>Nobody named, whoever has it already, or one of those offered.</summary>
    private static async Task<bool> MayReceiveAsync(IQueryable<Guid> offered, Guid? named, Guid? current, CancellationToken ct) =>
        named is not { } id || id == current || await offered.AnyAsync(o => o == id, ct);
}
