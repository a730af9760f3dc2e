using System.ComponentModel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>A clock that runs on an intervention.</summary>
public sealed class InterventionClock
{
    [Description("What it measures: `response` (until work begins) or `resolution` (until it is closed).")]
    public required string Code { get; init; }

    [Description("`running`, `paused`, `met`, `breached` (late, and still awaited), `metLate`, `cancelled`, `excluded` from the figures, or `unagreed` where nothing is agreed.")]
    public required string State { get; init; }

    [Description("Name of the agreement its target comes from.")]
    public string? Agreement { get; init; }

    [Description("When it began.")]
    public DateTimeOffset? StartedAt { get; init; }

    [Description("When it is due; absent while it waits with time left. Of a clock that stopped: when it would have been due.")]
    public DateTimeOffset? DueAt { get; init; }

    [Description("When what it awaits was done.")]
    public DateTimeOffset? StoppedAt { get; init; }

    [Description("Working time that has passed.")]
    public long? ElapsedSeconds { get; init; }

    [Description("Working time that remains; negative by as much as it is late.")]
    public long? RemainingSeconds { get; init; }
}
