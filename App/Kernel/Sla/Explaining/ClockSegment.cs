namespace OpsFlux.Kernel.Sla.Explaining;

public enum SegmentKind
{
    /// <summary>Working time: the clock ran.</summary>
    Counted,
    OutsideHours,

    /// <summary>A day that the calendar closes under a name: a public holiday or an exceptional closing.</summary>
    DayOff,

    /// <summary>It waited; the names are what for.</summary>
    Paused,

    /// <summary>What it awaited was done, and came undone at the end.</summary>
    Undone,

    /// <summary>Its record was given up or out of sight, and came back at the end.</summary>
    GivenUp,
}

/// <summary>A part of a clock's course during which one thing was true of it.</summary>
/// <param name="Total">What the clock shows at the end of it.</param>
/// <param name="Names">Of a day off: keys of holidays, or the name its author gave; of a pause: keys of the reasons.</param>
public sealed record ClockSegment(DateTimeOffset From, DateTimeOffset To, SegmentKind Kind, TimeSpan Total, IReadOnlyList<string> Names)
{
    /// <summary>Working time that it adds.</summary>
    public TimeSpan Counted => Kind is SegmentKind.Counted ? To - From : TimeSpan.Zero;
}
