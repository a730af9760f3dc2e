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
public sealed record TicketCommented(Guid TicketId, Guid RequesterId, Guid? AssigneeId, Guid? GroupId, bool IsInternal) : IEvent;

[EventName("tickets.ticket.edited")]
public sealed record TicketEdited(Guid TicketId, Guid RequesterId, Guid? AssigneeId) : IEvent;

[EventName("tickets.ticket.rated")]
public sealed record TicketRated(Guid TicketId, Guid? AssigneeId, int Score) : IEvent;

/// <param name="Minutes">Added to the total; negative where time was taken away.</param>
[EventName("tickets.ticket.time_spent")]
public sealed record TicketTimeSpent(Guid TicketId, Guid PersonId, int Minutes) : IEvent;

[EventName("tickets.ticket.checklist_changed")]
public sealed record TicketChecklistChanged(Guid TicketId) : IEvent;
