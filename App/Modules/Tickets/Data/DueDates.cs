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

    public static TicketDue? Of(TicketView view) => view switch
    {
        TicketView.DueSoon => TicketDue.Soon,
        TicketView.Late => TicketDue.Late,
        _ => null,
    };

    public static Expression<Func<Ticket, bool>> Are(TicketDue due, AppDbContext db, DateTimeOffset now)
    {
        var (near, day) = (now + Near, now + Day);
        var clocks = due is TicketDue.Late
            ? Leading(db).Where(c => c.DueAt <= now)
            : Leading(db).Where(c => c.DueAt > now && c.DueAt <= day && (c.DueAt <= near || c.TakenStep >= HighStep));
        return t => clocks.Any(c => c.RecordId == t.Id);
    }

    /// <summary>Those that sorting by due date shows, where they are only counted.</summary>
    public static IQueryable<Ticket> WithDue(this IQueryable<Ticket> tickets, TicketFilter filter, AppDbContext db)
    {
        if (filter.Sort is not TicketSort.Due) return tickets;
        var clocks = Leading(db);
        return tickets.Where(t => clocks.Any(c => c.RecordId == t.Id));
    }

    public static IQueryable<Ticket>? Page(IQueryable<Ticket> tickets, TicketFilter filter, AppDbContext db, int size)
    {
        var descending = filter.IsKeyDescending != (filter.Before is not null);
        var clocks = Leading(db);
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

    public static IQueryable<Ticket> Ordered(IQueryable<Ticket> tickets, TicketFilter filter, AppDbContext db) => Sorted(tickets, Leading(db), filter.IsKeyDescending);

    private static IQueryable<Ticket> Sorted(IQueryable<Ticket> tickets, IQueryable<SlaClock> clocks, bool descending)
    {
        var due = clocks.Join(tickets, c => c.RecordId, t => t.Id, (c, t) => new { Clock = c, Ticket = t });
        return (descending
            ? due.OrderByDescending(d => d.Clock.DueAt).ThenByDescending(d => d.Clock.RecordId)
            : due.OrderBy(d => d.Clock.DueAt).ThenBy(d => d.Clock.RecordId)).Select(d => d.Ticket);
    }

    private static IQueryable<SlaClock> Leading(AppDbContext db) => db.Set<SlaClock>().Where(c => c.RecordKind == Ticket.RecordKind && c.IsLead && c.DueAt != null);
}
