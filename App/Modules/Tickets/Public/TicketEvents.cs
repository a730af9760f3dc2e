using OpsFlux.Kernel.Events;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Public;

public sealed record TicketOpened(Guid TicketId, Guid RequesterId, Guid CategoryId, Priority Priority) : IEvent
{
    public static string Name => "tickets.ticket.opened";
}

public sealed record TicketAssigned(Guid TicketId, Guid RequesterId, Guid? AssigneeId, Guid? GroupId) : IEvent
{
    public static string Name => "tickets.ticket.assigned";
}

public sealed record TicketMoved(
    Guid TicketId, Guid RequesterId, Guid? AssigneeId, Guid? GroupId, TicketState From, TicketState To, TicketTrigger Trigger, string? WaitingReason) : IEvent
{
    public static string Name => "tickets.ticket.moved";
}

public sealed record TicketCommented(Guid TicketId, Guid RequesterId, Guid? AssigneeId, Guid? GroupId, bool IsInternal) : IEvent
{
    public static string Name => "tickets.ticket.commented";
}

public sealed record TicketEdited(Guid TicketId, Guid RequesterId, Guid? AssigneeId) : IEvent
{
    public static string Name => "tickets.ticket.edited";
}

public sealed record TicketRated(Guid TicketId, Guid? AssigneeId, int Score) : IEvent
{
    public static string Name => "tickets.ticket.rated";
}
