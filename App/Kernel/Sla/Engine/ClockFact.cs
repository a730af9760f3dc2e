namespace OpsFlux.Kernel.Sla.Engine;

public enum ClockFactKind
{
    Started,

    /// <summary>The key says what for, such as a waiting reason; a resumption ends the pause with the same key.</summary>
    Paused,
    Resumed,

    /// <summary>The awaited thing was done: taken in charge, answered, resolved.</summary>
    Stopped,

    /// <summary>It was undone: the interval since it stopped counts as a pause, and as no waiting.</summary>
    Restarted,

    /// <summary>Another agreement or priority; elapsed time stays.</summary>
    TargetChanged,

    /// <summary>Nothing is awaited any more: the record was given up, merged or taken out of sight; the key says which.</summary>
    Cancelled,

    /// <summary>A cancellation undone: the interval since counts as a pause.</summary>
    Revived,

    /// <summary>Left out of compliance; the key is the reason.</summary>
    Excluded,

    /// <summary>An exclusion taken back.</summary>
    Included,
}

/// <summary>One thing that happened to a clock. Facts are all that is stored; what they were told in which order means nothing.</summary>
/// <param name="At">When it was true, not when it was written.</param>
/// <param name="Target">Of a change of target: null where nothing is agreed any more.</param>
public sealed record ClockFact(ClockFactKind Kind, DateTimeOffset At, string? Key = null, ClockTarget? Target = null);

/// <summary>How long something may take: working time, or a number of whole working days after the day it begins.</summary>
public readonly record struct ClockTarget
{
    private ClockTarget(TimeSpan time, int days) => (Time, Days) = (time, days);

    /// <summary>Working time; zero where <see cref="Days"/> counts.</summary>
    public TimeSpan Time { get; }

    /// <summary>Until the end of the n-th working day after the day of the start; zero where <see cref="Time"/> counts.</summary>
    public int Days { get; }

    /// <param name="time">Not negative; zero is due at once.</param>
    public static ClockTarget OfTime(TimeSpan time) =>
        time >= TimeSpan.Zero ? new(time, 0) : throw new ArgumentOutOfRangeException(nameof(time), time, "a target looks forward");

    /// <param name="days">One or more.</param>
    public static ClockTarget OfWorkingDays(int days) =>
        days > 0 ? new(TimeSpan.Zero, days) : throw new ArgumentOutOfRangeException(nameof(days), days, "at least one working day");
}
