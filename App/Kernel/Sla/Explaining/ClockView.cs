using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Explaining;

/// <summary>A clock as a page shows it at one instant.</summary>
/// <param name="Code">What it measures; text <c>Clock.{code}</c>.</param>
/// <param name="DueAt">Of a clock that stopped: when it would have been due. Null while it waits with time left.</param>
/// <param name="WaitsFor">Keys of the reasons for which it stands still now.</param>
public sealed record ClockView(Guid Id, string Code, int Ordinal, ClockReading Reading, DateTimeOffset? DueAt, IReadOnlyList<string> WaitsFor, ClockCountdown? Countdown)
{
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Name of the agreement; null where nothing is agreed, and where it was not asked for.</summary>
    public string? Agreement { get; init; }

    /// <summary>Somebody said why it was missed; the words are for those who may have it explained.</summary>
    public bool IsJustified { get; init; }

    /// <summary>Whole percent of the target, up to 100.</summary>
    public int Percent => (int)Math.Clamp(Reading.Percent, 0, 100);

    public ClockState State => Reading.State;

    /// <summary>It is or was late, whether or not that counts.</summary>
    public bool IsMissed => State is ClockState.Breached or ClockState.MetLate || (State is ClockState.Excluded && Reading.Remaining < TimeSpan.Zero);

    /// <param name="windows">How many the countdown may have.</param>
    public static ClockView Of(SlaClock clock, CalendarRules calendar, DateTimeOffset now, int windows = ClockCountdown.MostWindows)
    {
        var course = ClockBook.CourseOf(clock);
        var reading = ClockReading.Of(course, calendar, now);
        var waits = course.StoppedAt is null ? course.Pauses.Where(p => p.From <= now && (p.To is null || p.To > now)).Select(p => p.Reason).Distinct() : [];
        return new(clock.Id, clock.Code, clock.Ordinal, reading, reading.DueAt ?? clock.DueAt, [.. waits], ClockCountdown.Of(course, calendar, reading, now, windows))
        {
            StartedAt = course.StartedAt,
            StoppedAt = clock.StoppedAt,
            IsJustified = clock.Justification is not null,
        };
    }
}
