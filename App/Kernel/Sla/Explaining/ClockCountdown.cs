using System.Globalization;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Explaining;

/// <summary>What a browser needs to go on counting by itself: how much remained at the first window, and when work is done from there on.</summary>
/// <param name="Left">Negative once it is late.</param>
/// <param name="IsFar">Even the most windows end before the due date: what remains is told in days, and stands still.</param>
public sealed record ClockCountdown(TimeSpan Left, IReadOnlyList<Stretch> Windows, bool IsFar)
{
    /// <summary>More of them weigh more than they tell: a due date so far away is told in days.</summary>
    public const int MostWindows = 40;

    /// <summary>About two days: a list has fifty of them, and is read again long before.</summary>
    public const int InLists = 4;

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(60);

    /// <summary>Null unless the clock runs.</summary>
    /// <param name="most">Windows at most.</param>
    public static ClockCountdown? Of(ClockCourse course, CalendarRules calendar, ClockReading reading, DateTimeOffset now, int most)
    {
        var isRunning = reading.State is ClockState.Running || (reading.State is ClockState.Breached && !course.Pauses.Any(p => p.From <= now && (p.To is null || p.To > now)));
        if (!isRunning || reading.Allowed == TimeSpan.MaxValue) return null;

        // From the beginning of the minute, so that a list that is read again in it says the same and nothing is sent.
        var minute = now - TimeSpan.FromTicks(now.UtcTicks % TimeSpan.TicksPerMinute);
        var from = course.StartedAt < minute && course.Pauses.All(p => p.To is null || p.To <= minute) ? minute : now;
        var windows = WorkingTime.Stretches(calendar, from, from + Ahead).Take(MostWindows).ToList();
        var isFar = reading.DueAt is { } due && (windows.Count == 0 || windows[^1].To < due);
        return new(reading.Allowed - ClockReading.ElapsedAt(course, calendar, from), [.. windows.Take(most)], isFar);
    }

    /// <summary>Windows in seconds since 1970, as the script reads them: "a-b,c-d".</summary>
    public string Seconds => string.Join(',', Windows.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.From.ToUnixTimeSeconds()}-{w.To.ToUnixTimeSeconds()}")));
}
