using OpsFlux.Kernel.Lists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Data;

/// <summary>What a list of tickets can be sorted by: a key for each, with an index behind it.</summary>
internal static class TicketOrders
{
    private static readonly ListOrder<Ticket>
        Opened = ListOrder.By<Ticket, DateTimeOffset>(t => t.OpenedAt, c => c.Instant),
        Updated = ListOrder.By<Ticket, DateTimeOffset>(t => t.UpdatedAt, c => c.Instant),
        Urgent = ListOrder.By<Ticket, Priority>(t => t.Priority, c => c.WholeNumber is { } key && Enum.IsDefined((Priority)key) ? (Priority)key : null),
        Numbered = ListOrder.ByText<Ticket>(t => t.Number);

    public static ListOrder<Ticket> Of(TicketSort sort) => sort switch
    {
        TicketSort.Priority => Urgent,
        TicketSort.Updated => Updated,
        TicketSort.Number => Numbered,
        _ => Opened,
    };
}
