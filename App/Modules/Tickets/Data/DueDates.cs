using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.Data;

/// <summary>
/// Lists by what is due first of each ticket: its leading clock. Orders and filters walk the index of those due dates, so that
/// tickets of which nothing is due cost nothing.
/// </summary>
internal static class DueDates
{
    /// <summary>By the clock on the wall: what is due in so little time is due soon, whatever it had.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromHours(4);

    /// <summary>And within a day, what has taken a step this high: how far a clock has come is not known to a statement otherwise.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private const int HighStep = 75;

    /// <summary>By filter or view. A list that is sorted by due date narrows the clocks that it walks; asking of each ticket besides would read all of them.</summary>
    public static IQueryable<Ticket> Due(this IQueryable<Ticket> tickets, TicketFilter filter, AppDbContext db, TicketReader reader) =>
        filter.Sort is TicketSort.Due || DueOf(filter) is null ? tickets : tickets.Where(HaveAny(Clocks(filter, db, reader)));

    /// <summary>Those that sorting by due date shows, where they are only counted.</summary>
    public static IQueryable<Ticket> WithDue(this IQueryable<Ticket> tickets, TicketFilter filter, AppDbContext db, TicketReader reader) =>
        filter.Sort is TicketSort.Due ? tickets.Where(HaveAny(Clocks(filter, db, reader))) : tickets;

    public static IQueryable<Ticket>? Page(IQueryable<Ticket> tickets, TicketFilter filter, AppDbContext db, TicketReader reader, int size)
    {
        var descending = filter.IsKeyDescending != (filter.Before is not null);
        var clocks = Clocks(filter, db, reader);
        if ((filter.After ?? filter.Before) is { } cursor)
        {
            if (cursor.Instant is not { } last) return null;
            var id = cursor.Id;
            clocks = descending
                ? clocks.Where(c => EF.Functions.LessThan(ValueTuple.Create(c.DueAt!.Value, c.RecordId), ValueTuple.Create(last, id)))   // leading ones have a due date
                : clocks.Where(c => EF.Functions.GreaterThan(ValueTuple.Create(c.DueAt!.Value, c.RecordId), ValueTuple.Create(last, id)));   // as above
        }

        return Sorted(tickets, clocks, descending).Take(size + 1);
    }

    public static IQueryable<Ticket> Ordered(IQueryable<Ticket> tickets, TicketFilter filter, AppDbContext db, TicketReader reader) =>
        Sorted(tickets, Clocks(filter, db, reader), filter.IsKeyDescending);

    private static IQueryable<Ticket> Sorted(IQueryable<Ticket> tickets, IQueryable<SlaClock> clocks, bool descending)
    {
        var due = clocks.Join(tickets, c => c.RecordId, t => t.Id, (c, t) => new { Clock = c, Ticket = t });
        return (descending
            ? due.OrderByDescending(d => d.Clock.DueAt).ThenByDescending(d => d.Clock.RecordId)
            : due.OrderBy(d => d.Clock.DueAt).ThenBy(d => d.Clock.RecordId)).Select(d => d.Ticket);
    }

    private static TicketDue? DueOf(TicketFilter filter) => filter switch
    {
        { Due: { } due } => due,
        { View: TicketView.DueSoon } => TicketDue.Soon,
        { View: TicketView.Late } => TicketDue.Late,
        _ => null,
    };

    private static Expression<Func<Ticket, bool>> HaveAny(IQueryable<SlaClock> clocks) => t => clocks.Any(c => c.RecordId == t.Id);

    private static IQueryable<SlaClock> Clocks(TicketFilter filter, AppDbContext db, TicketReader reader)
    {
        var (now, near, day) = (reader.Now, reader.Now + Near, reader.Now + Day);
        return DueOf(filter) switch
        {
            TicketDue.Late => Leading(db).Where(c => c.DueAt <= now),
            TicketDue.Soon => Leading(db).Where(c => c.DueAt > now && c.DueAt <= day && (c.DueAt <= near || c.TakenStep >= HighStep)),
            _ => Leading(db),
        };
    }

    private static IQueryable<SlaClock> Leading(AppDbContext db) => db.Set<SlaClock>().Where(c => c.RecordKind == Ticket.RecordKind && c.IsLead && c.DueAt != null);
}
