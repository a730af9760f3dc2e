using System.Text.Json;
using OpsFlux.Kernel.Calendars.Holidays;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Calendars;

/// <summary>A season as it is stored. Hours are texts such as "08:30-12:30 14:00-18:00", Monday first; an empty one is closed.</summary>
public sealed record SeasonHours(string Name, DateOnly From, DateOnly To, IReadOnlyList<string> Week);

/// <summary>A date that is unlike the others.</summary>
/// <param name="Hours">Empty: closed.</param>
public sealed record ExceptionalDay(DateOnly Date, string Name, string Hours);

/// <summary>All that a calendar says, as it is stored and edited. Two that are equal as texts measure the same.</summary>
public sealed record CalendarDefinition
{
    public const int WeekDays = 7;

    /// <summary>IANA name.</summary>
    public required string ZoneId { get; init; }
    public bool IsAroundTheClock { get; init; }

    /// <summary>Seven texts, Monday first.</summary>
    public required IReadOnlyList<string> Week { get; init; }
    public IReadOnlyList<SeasonHours> Seasons { get; init; } = [];
    public IReadOnlyList<ExceptionalDay> Days { get; init; } = [];

    /// <summary>Codes of <see cref="HolidayPacks"/>.</summary>
    public IReadOnlyList<string> Packs { get; init; } = [];

    /// <summary>Lunar feasts known for certain when the version was made.</summary>
    public IReadOnlyList<ConfirmedFeast> Feasts { get; init; } = [];

    public bool FollowsTheMoon => Packs.Any(p => HolidayPacks.Of(p)?.FollowsTheMoon == true);

    public string ToJson() => JsonSerializer.Serialize(this, AppDbContext.EventJson);

    public static CalendarDefinition Parse(string json) => JsonSerializer.Deserialize<CalendarDefinition>(json, AppDbContext.EventJson)!;   // only ever written by ToJson

    /// <summary>What it measures with. A zone or a pack that is gone from this system would be a broken installation, and throws.</summary>
    public CalendarRules ToRules()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(ZoneId);
        if (IsAroundTheClock) return CalendarRules.AroundTheClock(zone);
        var packs = Packs.Select(p => HolidayPacks.Of(p) ?? throw new InvalidOperationException($"No holiday pack is called {p}.")).ToList();
        return new(
            zone, WeekOf(Week), [.. Seasons.Select(s => new Season(s.From, s.To, WeekOf(s.Week)))],
            Days.GroupBy(d => d.Date).ToDictionary(d => d.Key, d => HoursOf(d.Last().Hours)), new HolidayDays(packs, Feasts).Holds);
    }

    public static DayOfWeek DayAt(int index) => (DayOfWeek)((index + 1) % WeekDays);

    private static Dictionary<DayOfWeek, DayHours> WeekOf(IReadOnlyList<string> week) =>
        week.Select((hours, index) => (Day: DayAt(index), Hours: HoursOf(hours))).ToDictionary(d => d.Day, d => d.Hours);

    private static DayHours HoursOf(string text) => HoursText.Parse(text) ?? throw new InvalidOperationException($"'{text}' are no hours.");
}
