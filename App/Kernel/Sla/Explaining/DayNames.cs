using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Holidays;

namespace OpsFlux.Kernel.Sla.Explaining;

/// <summary>What the days of a calendar are called on which it is closed.</summary>
/// <param name="calendar">Null: around the clock, no day has a name.</param>
public sealed class DayNames(CalendarDefinition? calendar)
{
    public static readonly DayNames None = new(null);

    private readonly Dictionary<int, ILookup<DateOnly, string>> feasts = [];

    /// <summary>The name that its author gave an exceptional day, else keys of holidays; empty for any other day.</summary>
    public IReadOnlyList<string> Of(DateOnly date)
    {
        if (calendar is null or { IsAroundTheClock: true }) return [];
        if (calendar.Days.LastOrDefault(d => d.Date == date) is { } exception) return [exception.Name];
        if (!feasts.TryGetValue(date.Year, out var year)) feasts[date.Year] = year = FeastsOf(date.Year);
        return [.. year[date]];
    }

    private ILookup<DateOnly, string> FeastsOf(int year) => calendar!.Packs.Select(HolidayPacks.Of).OfType<HolidayPack>()   // asked only of a calendar
        .SelectMany(p => p.Of(year, calendar.Feasts)).Select(h => (h.Date, Key: $"Holiday.{h.Code}")).Distinct().ToLookup(h => h.Date, h => h.Key);
}
