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
    /// <summary>Those whom the comment names and who may read it.</summary>
    public IReadOnlyList<Guid> Mentioned { get; init; } = [];

    /// <summary>The line of the timeline; null in events from before it was told.</summary>
    public Guid? EntryId { get; init; }
}

[EventName("tickets.ticket.edited")]
public sealed record TicketEdited(Guid TicketId, Guid RequesterId, Guid? AssigneeId) : IEvent;

[EventName("tickets.ticket.deleted")]
public sealed record TicketDeleted(Guid TicketId, Guid RequesterId, Guid? AssigneeId) : IEvent;

[EventName("tickets.ticket.rated")]
public sealed record TicketRated(Guid TicketId, Guid? AssigneeId, int Score) : IEvent;

/// <param name="Minutes">Added to the total; negative where time was taken away.</param>
[EventName("tickets.ticket.time_spent")]
public sealed record TicketTimeSpent(Guid TicketId, Guid PersonId, int Minutes) : IEvent;

[EventName("tickets.ticket.checklist_changed")]
public sealed record TicketChecklistChanged(Guid TicketId) : IEvent;

/// <summary>Raised on the ticket that ended; it goes on as part of the target.</summary>
[EventName("tickets.ticket.merged")]
public sealed record TicketMerged(Guid TicketId, Guid RequesterId, Guid TargetId, TicketState From) : IEvent;

/// <summary>Raised on the ticket that took another one in, or gave it back.</summary>
[EventName("tickets.ticket.extended")]
public sealed record TicketTookIn(Guid TicketId, Guid? AssigneeId, Guid SourceId, bool IsUndone = false) : IEvent;

/// <summary>A merge was undone; raised on the ticket that lives again.</summary>
[EventName("tickets.ticket.separated")]
public sealed record TicketSeparated(Guid TicketId, Guid RequesterId, Guid? AssigneeId, Guid TargetId, TicketState To) : IEvent;

/// <summary>Part of the ticket became another.</summary>
[EventName("tickets.ticket.split")]
public sealed record TicketSplit(Guid TicketId, Guid PartId) : IEvent;
