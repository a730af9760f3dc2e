using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars.Holidays;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Calendars;

public enum DayKind
{
    Usual,
    Closed,
    Season,
    Exception,
    Holiday,

    /// <summary>A lunar feast that nobody has confirmed.</summary>
    EstimatedHoliday,
}

/// <summary>One date as the preview shows it.</summary>
/// <param name="Hours">Such as "08:30-12:30 14:00-18:00"; empty where closed.</param>
/// <param name="Name">What the exception or season is called by its author; null otherwise.</param>
/// <param name="Feasts">Codes of the day's public holidays.</param>
public sealed record PreviewDay(DateOnly Date, DayKind Kind, string Hours, string? Name, IReadOnlyList<string> Feasts);

/// <summary>Thirteen months of a calendar, day by day, from the very rules that time is measured with.</summary>
[Needs(CalendarPermissions.View)]
public sealed class PreviewCalendar(ListCalendars list, TimeProvider clock) : IUseCase
{
    public const int Months = 13;

    /// <summary>From the first of the present month in the calendar's zone. Refuses: forbidden, not-found.</summary>
    public async Task<Result<IReadOnlyList<PreviewDay>>> RunAsync(Guid calendarId, CancellationToken ct)
    {
        var read = await list.OneAsync(calendarId, ct);
        return read.Failed ? read.Refusal : DaysOf(read.Value.Definition);
    }

    private List<PreviewDay> DaysOf(CalendarDefinition definition)
    {
        var rules = definition.ToRules();
        var today = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), rules.Zone);
        var first = new DateOnly(today.Year, today.Month, 1);
        var holidays = definition.Packs.Select(HolidayPacks.Of).OfType<HolidayPack>()
            .SelectMany(p => new[] { first.Year, first.Year + 1 }.SelectMany(year => p.Of(year, definition.Feasts))).Distinct().ToLookup(h => h.Date);
        return [.. Enumerable.Range(0, first.AddMonths(Months).DayNumber - first.DayNumber).Select(n => DayOf(definition, first.AddDays(n), HoursText.Of(rules.HoursOf(first.AddDays(n))), holidays))];
    }

    private static PreviewDay DayOf(CalendarDefinition definition, DateOnly date, string hours, ILookup<DateOnly, Holiday> holidays)
    {
        var usual = hours.Length == 0 ? DayKind.Closed : DayKind.Usual;
        if (definition.IsAroundTheClock) return new(date, usual, hours, null, []);
        if (definition.Days.LastOrDefault(d => d.Date == date) is { } exception) return new(date, DayKind.Exception, hours, exception.Name, []);
        var feasts = holidays[date].ToList();
        if (feasts.Count > 0) return new(date, feasts.TrueForAll(f => f.IsEstimated) ? DayKind.EstimatedHoliday : DayKind.Holiday, hours, null, [.. feasts.Select(f => f.Code)]);
        return definition.Seasons.FirstOrDefault(s => date >= s.From && date <= s.To) is { } season ? new(date, DayKind.Season, hours, season.Name, []) : new(date, usual, hours, null, []);
    }
}
