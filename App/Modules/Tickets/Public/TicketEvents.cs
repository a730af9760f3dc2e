using OpsFlux.Kernel.Events;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Public;

[EventName("tickets.ticket.opened")]
public sealed record TicketOpened(Guid TicketId, Guid RequesterId, Guid CategoryId, Priority Priority) : IEvent;

[EventName("tickets.ticket.assigned")]
public sealed record TicketAssigned(Guid TicketId, Guid RequesterId, Guid? AssigneeId, Guid? GroupId) : IEvent;

[EventName("tickets.ticket.moved")]
public sealed record TicketMoved(
    Guid TicketId, Guid RequesterId, Guid? AssigneeId, Guid? GroupId, TicketState From, TicketState To, TicketTrigger Trigger, string? WaitingReason) : IEvent;

[EventName("tickets.ticket.commented")]
public sealed record TicketCommented(Guid TicketId, Guid RequesterId, Guid? AssigneeId, Guid? GroupId, bool IsInternal) : IEvent
{
    /// <summary>The line of the timeline; null in events from before it was told.</summary>
    public Guid? EntryId { get; init; }
}

[EventName("tickets.ticket.edited")]
public sealed record TicketEdited(Guid TicketId, Guid RequesterId, Guid? AssigneeId) : IEvent;

[EventName("tickets.ticket.rated")]
public sealed record TicketRated(Guid TicketId, Guid? AssigneeId, int Score) : IEvent;
