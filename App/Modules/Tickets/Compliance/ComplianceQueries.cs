using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <summary>A clock beside its ticket, for the database.</summary>
internal sealed class TicketClock
{
    public required SlaClock Clock { get; init; }
    public required Ticket Ticket { get; init; }
}

/// <summary>Which clocks a figure counts. Tickets that were cancelled, merged into another or deleted count nowhere.</summary>
internal static class ComplianceQueries
{
    public static IQueryable<TicketClock> Of(AppDbContext db, ICurrentUser user, string permission, ComplianceFilter filter)
    {
        var tickets = Seen(db, user, permission).Where(t => t.State != TicketState.Cancelled).In(filter);
        var clocks = db.Set<SlaClock>().AsNoTracking().Where(c => c.RecordKind == Ticket.RecordKind);
        if (filter.Clock is { } code) clocks = clocks.Where(c => c.Code == code);
        if (filter.Agreement is { } agreement) clocks = clocks.Where(c => c.PolicyId == agreement.Id);
        return clocks.Join(tickets, c => c.RecordId, t => t.Id, (c, t) => new TicketClock { Clock = c, Ticket = t });
    }

    /// <summary>Both permissions count where both reach: figures of another structure are no business of whoever only works there.</summary>
    public static IQueryable<Ticket> Seen(AppDbContext db, ICurrentUser user, string permission) => db.Set<Ticket>().AllowedTo(user, permission).AllowedTo(user, SlaPermissions.View);

    /// <summary>Those decided in the period: met when they stopped, breached when they were due. By <c>ix_sla_clocks_decided</c>.</summary>
    public static IQueryable<TicketClock> Decided(this IQueryable<TicketClock> clocks, ComplianceFilter filter, TicketReader reader)
    {
        var days = filter.DaysOn(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(reader.Now, reader.Zone).Date));
        var (first, end) = (reader.StartOf(days.From), reader.StartOf(days.To.AddDays(1)));
        return clocks.Where(x => x.Clock.DecidedAt >= first && x.Clock.DecidedAt < end);
    }

    public static IQueryable<TicketClock> Showing(this IQueryable<TicketClock> clocks, ComplianceFigure figure) => figure switch
    {
        ComplianceFigure.Met => clocks.Where(x => x.Clock.State == ClockState.Met),
        ComplianceFigure.Breached => clocks.Where(x => x.Clock.State == ClockState.Breached || x.Clock.State == ClockState.MetLate),
        ComplianceFigure.Justified => clocks.Where(x => (x.Clock.State == ClockState.Breached || x.Clock.State == ClockState.MetLate) && x.Clock.JustifiedAt != null),
        ComplianceFigure.Excluded => clocks.Where(x => x.Clock.State == ClockState.Excluded),
        _ => clocks.Where(x => x.Clock.State == ClockState.Running),
    };

    /// <summary>Key of the group that a clock belongs to; null: none.</summary>
    public static Expression<Func<TicketClock, Guid?>> KeyOf(ComplianceBy by) => by switch
    {
        ComplianceBy.Site => x => x.Ticket.SiteId,
        ComplianceBy.Category => x => x.Ticket.CategoryId,
        ComplianceBy.Technician => x => x.Ticket.AssigneeId,
        ComplianceBy.Agreement => x => x.Clock.PolicyId,
        _ => x => x.Ticket.StructureId,
    };

    private static IQueryable<Ticket> In(this IQueryable<Ticket> tickets, ComplianceFilter filter)
    {
        if (filter.Structure is { } structure) tickets = tickets.Where(t => t.StructureId == structure.Id);
        if (filter.Site is { } site) tickets = tickets.Where(t => t.SiteId == site.Id);
        if (filter.Category is { } category) tickets = tickets.Where(t => t.CategoryId == category.Id);
        if (filter.Technician is { } technician) tickets = tickets.Where(t => t.AssigneeId == technician.Id);
        return tickets;
    }
}
