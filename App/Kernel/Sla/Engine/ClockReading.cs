using OpsFlux.Kernel.Calendars.Time;

namespace OpsFlux.Kernel.Sla.Engine;

public enum ClockState
{
    NotStarted,

    /// <summary>It runs or ran, and nothing is agreed on how long it may.</summary>
    Unagreed,
    Running,

    /// <summary>It waits: there is no due date, only what remains.</summary>
    Paused,

    /// <summary>Stopped in time.</summary>
    Met,

    /// <summary>Past its target and not stopped, whether it runs or waits.</summary>
    Breached,

    /// <summary>Stopped, too late.</summary>
    MetLate,
    Cancelled,

    /// <summary>Counts for no compliance, whatever it shows.</summary>
    Excluded,
}

/// <summary>What a clock shows at one instant: derived, never stored as a truth of its own.</summary>
/// <param name="Allowed">The target in working time; of a target in days, what its start made of it.</param>
/// <param name="DueAt">Null while it waits with time left, before it starts, and where the calendar never gives so much time.</param>
public sealed record ClockReading(ClockState State, TimeSpan Elapsed, TimeSpan Allowed, DateTimeOffset? DueAt)
{
    /// <summary>Negative by as much as it is late.</summary>
    public TimeSpan Remaining => Allowed - Elapsed;

    /// <summary>100 at the target, and beyond; a target of nothing is used up at once.</summary>
    public double Percent => Allowed > TimeSpan.Zero ? 100d * Elapsed.Ticks / Allowed.Ticks : 100d;

    /// <summary>Reads the clock. A pure function: the same story, calendar and instant always give the same answer.</summary>
    public static ClockReading Of(ClockCourse course, CalendarRules calendar, DateTimeOffset now)
    {
        if (course.StartedAt is not { } started || started > now) return new(course.IsCancelled ? ClockState.Cancelled : ClockState.NotStarted, TimeSpan.Zero, course.Target?.Time ?? TimeSpan.Zero, null);
        var end = course.EndAt(now);
        var elapsed = ElapsedAt(course, calendar, end);
        if (course.Target is not { } target) return new(course.IsCancelled ? ClockState.Cancelled : ClockState.Unagreed, elapsed, TimeSpan.Zero, null);
        var allowed = AllowedFor(target, calendar, started);
        var due = allowed is { } length ? ReachedAt(course, calendar, length) : null;
        return new(StateOf(course, elapsed, allowed, end, now), elapsed, allowed ?? TimeSpan.MaxValue, due);
    }

    /// <summary>The instant at which the clock shows that percentage; null while it waits before reaching it.</summary>
    /// <param name="percent">Above 0; 100 is the due date.</param>
    public static DateTimeOffset? ReachedAt(ClockCourse course, CalendarRules calendar, int percent) =>
        course.StartedAt is { } started && course.Target is { } target && AllowedFor(target, calendar, started) is { } allowed ? ReachedAt(course, calendar, new TimeSpan(allowed.Ticks * percent / 100)) : null;

    /// <summary>Working time run through until an instant.</summary>
    public static TimeSpan ElapsedAt(ClockCourse course, CalendarRules calendar, DateTimeOffset at)
    {
        var sum = TimeSpan.Zero;
        foreach (var running in course.Running(at)) sum += WorkingTime.Between(calendar, running.From, running.To);
        return sum;
    }

    private static DateTimeOffset? ReachedAt(ClockCourse course, CalendarRules calendar, TimeSpan length)
    {
        if (length <= TimeSpan.Zero) return course.StartedAt;
        foreach (var running in course.Running(DateTimeOffset.MaxValue))
        {
            if (running.To == DateTimeOffset.MaxValue) return WorkingTime.After(calendar, running.From, length);
            var worked = WorkingTime.Between(calendar, running.From, running.To);
            if (length <= worked) return WorkingTime.After(calendar, running.From, length);
            length -= worked;
        }

        return null;
    }

    private static TimeSpan? AllowedFor(ClockTarget target, CalendarRules calendar, DateTimeOffset started) => target.Days == 0
        ? target.Time
        : WorkingTime.EndOfWorkingDay(calendar, started, target.Days) is { } end ? WorkingTime.Between(calendar, started, end) : null;

    private static ClockState StateOf(ClockCourse course, TimeSpan elapsed, TimeSpan? allowed, DateTimeOffset end, DateTimeOffset now)
    {
        if (course.IsCancelled) return ClockState.Cancelled;
        if (course.ExcludedFor is not null) return ClockState.Excluded;
        // At the target itself it is still in time while it stands stopped, and no longer while it runs.
        if (course.StoppedAt is { } stopped && stopped <= now) return elapsed <= allowed ? ClockState.Met : ClockState.MetLate;
        if (elapsed >= allowed) return ClockState.Breached;
        return course.Pauses.Any(p => p.From <= end && (p.To is null || p.To > end)) ? ClockState.Paused : ClockState.Running;
    }
}
