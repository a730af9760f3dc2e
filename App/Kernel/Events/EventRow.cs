using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Events;

/// <summary>A committed event: the outbox. The table is the truth; a notification on the channel only wakes its readers.</summary>
public sealed class EventRow : INotAudited
{
    public Guid Id { get; init; }
    public required string Name { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid? ActorId { get; init; }
    public string? ActorName { get; init; }

    /// <summary>Whose delegated permission the act rested on.</summary>
    public Guid? ActingForId { get; init; }
    public required string Correlation { get; init; }
    public Guid? StructureId { get; init; }
    public required string RecordKind { get; init; }
    public Guid RecordId { get; init; }
    public long RecordVersion { get; init; }

    /// <summary>People with a personal interest in the record, for live updates.</summary>
    public Guid[] Audience { get; init; } = [];

    /// <summary>The event itself, as JSON.</summary>
    public required string Data { get; init; }

    /// <summary>
    /// The transaction that wrote it (xid8). Ids and clocks become visible out of commit order, so a reader that
    /// catches up goes by this column below pg_snapshot_xmin.
    /// </summary>
    public ulong TransactionId { get; init; }
}

public enum DeliveryState
{
    Pending,
    Done,
    /// <summary>Given up after the last attempt; an administrator may try again.</summary>
    Failed,
}

/// <summary>One event for one handler: written with the event, in the same transaction, so that nothing is lost or skipped.</summary>
public sealed class EventDelivery : INotAudited
{
    public required Guid EventId { get; init; }
    public required string Handler { get; init; }
    public DeliveryState State { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset NextAttemptAt { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
    public string? Error { get; set; }
}
