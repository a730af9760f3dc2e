using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Workflow;
using OpsFlux.Shared.Tickets;
using static OpsFlux.Shared.Tickets.TicketState;
using static OpsFlux.Shared.Tickets.TicketTrigger;

namespace OpsFlux.Modules.Tickets.Domain;

using Row = Transition<Ticket, TicketState, TicketTrigger>;

/// <summary>
/// New → Assigned → In progress ⇄ Waiting → Resolved → Closed, or Cancelled. Whoever receives a ticket has to take it,
/// so giving it to somebody else leads back to Assigned; so does reopening, which is counted.
/// </summary>
public static class TicketWorkflow
{
    public static readonly Workflow<Ticket, TicketState, TicketTrigger> Instance = new("tickets.ticket",
    [
        Take(New), Take(Assigned),
        new Row(InProgress, Resolve, Resolved) { Permission = TicketPermissions.Resolve, Required = [nameof(MoveTicketRequest.Solution)] },
        new Row(Waiting, Resume, InProgress) { Permission = TicketPermissions.Work },
        new Row(InProgress, Wait, Waiting) { Permission = TicketPermissions.Work, Required = [nameof(MoveTicketRequest.WaitingReason)] },
        new Row(Resolved, Validate, Closed) { Permission = TicketPermissions.Validate, Guard = OnlyRequester },
        new Row(Resolved, Expire, Closed) { Permission = TicketPermissions.Validate, Guard = OnlySystem },
        GiveTo(New), GiveTo(Assigned), GiveTo(InProgress), GiveTo(Waiting),
        BringBack(Resolved), BringBack(Closed),
        GiveUp(New), GiveUp(Assigned), GiveUp(InProgress), GiveUp(Waiting),
    ]);

    private static Row Take(TicketState from) => new(from, Start, InProgress) { Permission = TicketPermissions.Work };

    private static Row GiveTo(TicketState from) => new(from, Assign, Assigned) { Permission = TicketPermissions.Assign };

    private static Row BringBack(TicketState from) =>
        new(from, Reopen, Assigned) { Permission = TicketPermissions.Reopen, Required = [nameof(MoveTicketRequest.Reason)] };

    private static Row GiveUp(TicketState from) =>
        new(from, Cancel, Cancelled) { Permission = TicketPermissions.Cancel, Required = [nameof(MoveTicketRequest.Reason)] };

    /// <summary>Time closes a ticket; no person does it in its name, whatever he may do.</summary>
    private static Refusal? OnlySystem(Ticket ticket, Guid person) => person == SystemUser.SystemId ? null : Refusal.Forbidden;

    /// <summary>The person who asked says whether it is solved; nobody says it for him.</summary>
    private static Refusal? OnlyRequester(Ticket ticket, Guid person) =>
        ticket.RequesterId == person ? null : Refusal.Conflict(TicketRefusals.NotRequester);
}
