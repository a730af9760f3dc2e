using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Pages;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Public;

/// <summary>A ticket as other modules show it to whoever asked for it.</summary>
public sealed record RequestedTicket
{
    public Guid Id { get; init; }
    public string Number { get; init; } = "";
    public string Title { get; init; } = "";
    public TicketState State { get; init; }
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Closed or cancelled; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public string Href => "/tickets/" + Number;

    /// <summary>Colour of its state: new, run, wait or done.</summary>
    public string Tone => TicketWords.Tone(State);
}

/// <summary>Tickets for queries of other modules.</summary>
public static class TicketReading
{
    /// <summary>Those that this person asked for himself; narrow and order them.</summary>
    public static IQueryable<RequestedTicket> Requested(AppDbContext db, ICurrentUser user) =>
        db.Set<Ticket>().AsNoTracking().AllowedTo(user, TicketPermissions.View).Where(t => t.RequesterId == user.Id && t.MergedIntoId == null)
            .Select(t => new RequestedTicket { Id = t.Id, Number = t.Number, Title = t.Title, State = t.State, OpenedAt = t.OpenedAt, ClosedAt = t.ClosedAt });
}
