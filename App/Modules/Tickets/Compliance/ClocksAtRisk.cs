using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Calendars;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <summary>
/// Clocks that run and have used up most of their time at this moment. Working time is no column, so that those that run are
/// read and measured, the first to be due first.
/// </summary>
internal static class ClocksAtRisk
{
    /// <summary>Percent of the target from which a clock is at risk.</summary>
    public const int From = 75;

    /// <summary>More are not looked at: some tenths of a second for each ten thousand.</summary>
    public const int Most = 20_000;

    /// <summary>What of a clock has to be read to measure it.</summary>
    public sealed record Running(Guid ClockId, Guid? Key, string Facts, Guid? CalendarVersionId);

    /// <summary>Answers those at risk with their percentage, the first to be due first, and whether there were too many to look at all.</summary>
    public static async Task<(List<(Running Clock, int Percent)> AtRisk, bool IsCut)> ReadAsync(
        AppDbContext db, IQueryable<TicketClock> clocks, ComplianceBy by, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await clocks.Showing(ComplianceFigure.AtRisk).Where(x => x.Clock.DueAt != null).OrderBy(x => x.Clock.DueAt).ThenBy(x => x.Clock.Id).Take(Most + 1).Select(RowOf(by)).ToListAsync(ct);
        var rules = await ReadCalendars.RulesAsync(db, [.. rows.Select(r => r.CalendarVersionId).OfType<Guid>().Distinct()], ct);
        var measured = rows.Take(Most).Select(r => (Clock: r, Percent: PercentOf(r, now))).Where(r => r.Percent >= From).ToList();
        return (measured, rows.Count > Most);

        int PercentOf(Running row, DateTimeOffset at)
        {
            var calendar = row.CalendarVersionId is { } version ? rules[version] : Kernel.Calendars.Time.CalendarRules.AroundTheClock(TimeZoneInfo.Utc);
            return (int)Math.Min(ClockReading.Of(ClockCourse.Of(null, FactsJson.Read(row.Facts)), calendar, at).Percent, 999);
        }
    }

    private static System.Linq.Expressions.Expression<Func<TicketClock, Running>> RowOf(ComplianceBy by) => by switch
    {
        ComplianceBy.Site => x => new(x.Clock.Id, x.Ticket.SiteId, x.Clock.Facts, x.Clock.CalendarVersionId),
        ComplianceBy.Category => x => new(x.Clock.Id, x.Ticket.CategoryId, x.Clock.Facts, x.Clock.CalendarVersionId),
        ComplianceBy.Technician => x => new(x.Clock.Id, x.Ticket.AssigneeId, x.Clock.Facts, x.Clock.CalendarVersionId),
        ComplianceBy.Agreement => x => new(x.Clock.Id, x.Clock.PolicyId, x.Clock.Facts, x.Clock.CalendarVersionId),
        _ => x => new(x.Clock.Id, x.Ticket.StructureId, x.Clock.Facts, x.Clock.CalendarVersionId),
    };
}
