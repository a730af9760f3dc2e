using System.Collections.Frozen;

namespace OpsFlux.Kernel.Calendars.Time;

/// <summary>Hours that hold between two dates, both included; a weekday that it does not name is closed.</summary>
public sealed record Season(DateOnly From, DateOnly To, IReadOnlyDictionary<DayOfWeek, DayHours> Week)
{
    public bool Holds(DateOnly date) => date >= From && date <= To;
}

/// <summary>
/// When work is done, in one zone: immutable, and all that elapsed time and due dates depend on besides facts. A date's
/// hours are those of its exception, else none where it is a day off, else of the first season that holds it, else of its weekday.
/// </summary>
/// <param name="zone">Whose wall clock the windows are read from.</param>
/// <param name="daysOff">Public holidays, however far ahead one asks.</param>
public sealed class CalendarRules(
    TimeZoneInfo zone, IReadOnlyDictionary<DayOfWeek, DayHours> week, IReadOnlyList<Season>? seasons = null, IReadOnlyDictionary<DateOnly, DayHours>? exceptions = null,
    Func<DateOnly, bool>? daysOff = null)
{
    private readonly FrozenDictionary<DateOnly, DayHours> exceptions = (exceptions ?? new Dictionary<DateOnly, DayHours>()).ToFrozenDictionary();

    public TimeZoneInfo Zone => zone;

    /// <summary>Day and night, every day: week, seasons and exceptions are not looked at.</summary>
    public bool IsAroundTheClock { get; private init; }

    public static CalendarRules AroundTheClock(TimeZoneInfo zone) => new(zone, new Dictionary<DayOfWeek, DayHours>()) { IsAroundTheClock = true };

    public DayHours HoursOf(DateOnly date)
    {
        if (IsAroundTheClock) return DayHours.AllDay;
        if (exceptions.TryGetValue(date, out var exception)) return exception;
        if (daysOff?.Invoke(date) == true) return DayHours.Closed;
        var usual = seasons?.FirstOrDefault(s => s.Holds(date))?.Week ?? week;
        return usual.GetValueOrDefault(date.DayOfWeek, DayHours.Closed);
    }
}
