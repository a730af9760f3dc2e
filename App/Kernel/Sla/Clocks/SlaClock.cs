using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Clocks;

/// <summary>
/// One clock of one record. <see cref="Facts"/> and the calendar's version are what is known; all the rest is derived from
/// them by <see cref="ClockSheet"/> and kept only so that lists and the sweep find it by an index.
/// </summary>
public sealed class SlaClock : INotAudited
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string RecordKind { get; init; }
    public required Guid RecordId { get; init; }

    /// <summary>What it measures, such as "resolution": declared by the module (<see cref="ClockedKind"/>).</summary>
    public required string Code { get; init; }

    /// <summary>From 1: what may be awaited again, such as the next reply, has a clock each time.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The agreement its target comes from; null: nothing is agreed.</summary>
    public Guid? PolicyId { get; set; }

    /// <summary>Why that agreement: the facets it asked for, as <see cref="PolicyReason"/> writes them.</summary>
    public string? Reason { get; set; }

    /// <summary>Null: around the clock.</summary>
    public Guid? CalendarVersionId { get; set; }

    /// <summary>A list of <see cref="ClockFact"/>, as <see cref="FactsJson"/> writes it.</summary>
    public required string Facts { get; set; }

    public ClockState State { get; set; }
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Null while it waits with time left, and without an agreement. Of a clock that stopped: when it would have been due.</summary>
    public DateTimeOffset? DueAt { get; set; }
    public DateTimeOffset? StoppedAt { get; set; }

    /// <summary>
    /// When it was settled whether it was met: the stop, or before it the due date. Null while that is open; of one that is left
    /// out of the figures the same without waiting for it, so that reports find it in its period.
    /// </summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Of the record's clocks that go on, the one that is due first; at most one a record.</summary>
    public bool IsLead { get; set; }

    /// <summary>When the sweep has to look at it again; null: never, as it stands.</summary>
    public DateTimeOffset? WakeAt { get; set; }

    /// <summary>The highest step that was taken, in percent of the target. A step is taken once, whatever becomes of the target.</summary>
    public int TakenStep { get; set; }

    /// <summary>Why it was missed, as somebody who answers for it explained it.</summary>
    public string? Justification { get; set; }
    public Guid? JustifiedBy { get; set; }
    public DateTimeOffset? JustifiedAt { get; set; }
}
