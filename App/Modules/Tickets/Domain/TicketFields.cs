using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>What people edit of a ticket. State, assignee and group change by steps; the priority follows from impact and urgency.</summary>
public static class TicketFields
{
    public static readonly IReadOnlyList<RecordField<Ticket>> All =
    [
        RecordField.Text<Ticket>(nameof(Ticket.Title), t => t.Title, (t, v) => t.Title = v ?? "", new RequiredTextAttribute(TicketLimits.TitleMin, TicketLimits.TitleMax))
            with { Tidy = TypedText.OneLine },
        RecordField.Text<Ticket>(nameof(Ticket.Description), t => t.Description, (t, v) => t.Description = v, new OptionalTextAttribute(TicketLimits.TextMax)),
        RecordField.OneOf<Ticket, TicketKind>(nameof(Ticket.TicketKind), t => t.TicketKind, (t, v) => t.TicketKind = v),
        RecordField.Id<Ticket>(nameof(Ticket.CategoryId), t => t.CategoryId, (t, v) => t.CategoryId = v ?? t.CategoryId, required: true),
        RecordField.Id<Ticket>(nameof(Ticket.SiteId), t => t.SiteId, (t, v) => t.SiteId = v, required: false),
        RecordField.OneOf<Ticket, Impact>(nameof(Ticket.Impact), t => t.Impact, (t, v) => t.Impact = v),
        RecordField.OneOf<Ticket, Urgency>(nameof(Ticket.Urgency), t => t.Urgency, (t, v) => t.Urgency = v),
    ];
}
