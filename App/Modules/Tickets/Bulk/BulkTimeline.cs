using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Bulk;

internal sealed record BulkEntry(DateTimeOffset At, Guid Actor, TimelineKind Kind, string? Field = null, string? Old = null, string? New = null, string? Body = null);

/// <summary>Five lines for every ticket, whatever its state: what happened, filled up with what people said.</summary>
internal static class BulkTimeline
{
    public const int Lines = 5;

    private static readonly string[] Said =
    [
        "Bien reçu, je regarde.", "Une précision : cela concerne aussi le poste voisin.", "Pièce commandée, je vous tiens au courant.", "Merci, c'est urgent pour nous.",
        "Je passe cet après-midi.", "Toujours pareil ce matin.", "Vu avec l'équipe, essai prévu demain.",
    ];

    public static IEnumerable<BulkEntry> Of(BulkTicket ticket, Random random)
    {
        var happened = Happened(ticket).ToList();
        var desk = ticket.AssigneeId ?? ticket.RequesterId;
        var said = Enumerable.Range(0, Lines - happened.Count).Select(n => new BulkEntry(
            ticket.OpenedAt + ((ticket.UpdatedAt - ticket.OpenedAt) * random.NextDouble()),
            n % 2 == 0 ? desk : ticket.RequesterId,
            n == 2 ? TimelineKind.InternalNote : TimelineKind.Comment,
            Body: Said[random.Next(Said.Length)]));
        return happened.Concat(said);
    }

    private static IEnumerable<BulkEntry> Happened(BulkTicket ticket)
    {
        yield return new(ticket.OpenedAt, ticket.RequesterId, TimelineKind.Opened, Body: ticket.Description);
        if (ticket.AssigneeId is not { } assignee) yield break;

        yield return new(ticket.OpenedAt, assignee, TimelineKind.Assigned, nameof(Ticket.AssigneeId), New: assignee.ToString());
        if (ticket.StartedAt is { } started) yield return Moved(started, assignee, TicketState.Assigned, TicketState.InProgress);
        if (ticket.State is TicketState.Closed or TicketState.Resolved or TicketState.Waiting)
            yield return Moved(ticket.ResolvedAt ?? ticket.UpdatedAt, assignee, TicketState.InProgress, ticket.ResolvedAt is null ? ticket.State : TicketState.Resolved);
        if (ticket.ClosedAt is { } closed)
            yield return Moved(closed, ticket.RequesterId, ticket.State is TicketState.Closed ? TicketState.Resolved : TicketState.Assigned, ticket.State);
    }

    private static BulkEntry Moved(DateTimeOffset at, Guid by, TicketState from, TicketState to) =>
        new(at, by, TimelineKind.StateChanged, nameof(Ticket.State), from.ToString(), to.ToString());
}
