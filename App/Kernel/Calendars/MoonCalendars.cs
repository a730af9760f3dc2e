using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Calendars.Holidays;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Calendars;

/// <summary>The calendars that follow the moon, and what they say once a feast is known: the same when it is tried out and when it is confirmed.</summary>
internal static class MoonCalendars
{
    /// <summary>In the one order in which a version keeps them.</summary>
    public static ConfirmedFeast[] FeastsOf(IEnumerable<FeastConfirmation> known) =>
        [.. known.OrderBy(f => f.LunarYear).ThenBy(f => f.Feast, StringComparer.Ordinal).Select(f => new ConfirmedFeast(f.Feast, f.LunarYear, f.Date))];

    /// <summary>Each with its current version, and what its next one says.</summary>
    public static async Task<List<(Calendar Calendar, CalendarVersion Current, CalendarDefinition Next)>> RenewedAsync(AppDbContext db, IReadOnlyList<ConfirmedFeast> feasts, CancellationToken ct)
    {
        var calendars = await db.Set<Calendar>().Join(db.Set<CalendarVersion>(), c => c.CurrentId, v => v.Id, (c, v) => new { Calendar = c, Current = v }).ToListAsync(ct);
        return [.. from row in calendars
                   let definition = CalendarDefinition.Parse(row.Current.Definition)
                   where definition.FollowsTheMoon
                   select (row.Calendar, row.Current, definition with { Feasts = feasts })];
    }
}
