using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Records;

public enum TimelineKind
{
    Opened,
    Comment,
    InternalNote,
    StateChanged,
    Assigned,
    FieldChanged,
    Reopened,
    Rated,

    /// <summary>A file was attached or removed: <c>NewValue</c> or <c>OldValue</c> is its name.</summary>
    Attached,

    /// <summary>A link to another record was made or taken away; <c>Field</c> is the kind of link, the value the other's number.</summary>
    Linked,

    /// <summary>This record was merged into another, or took one in; or the merge was undone. The value is the other's number.</summary>
    Merged,

    /// <summary>Part of this record became another; the value is its number.</summary>
    Split,

    /// <summary>This record became one of another module or was made of one, or tells what became of it; <c>Field</c> says which, the value is the other's number.</summary>
    Turned,
    Tagged,
    TimeSpent,

    /// <summary>A step of a checklist was answered.</summary>
    Checked,

    /// <summary>A clock reached a step; <c>Field</c> is the clock, <c>NewValue</c> the percentage, <c>OldValue</c> those passed over with it.</summary>
    ClockStep,

    /// <summary>A clock was left out of the figures, taken back, or its breach explained; <c>Field</c> is the clock, <c>NewValue</c> which of them, <c>Body</c> the words.</summary>
    ClockJudged,

    /// <summary>Two people changed one field: <c>OldValue</c> is the value that gave way, <c>NewValue</c> the one that was chosen.</summary>
    ConflictSettled,

    /// <summary>Taken out of sight; <c>Body</c> says why.</summary>
    Deleted,

    /// <summary>Brought back.</summary>
    Restored,
}

/// <summary>
/// One line of a record's history, append-only. <see cref="OldValue"/> and <see cref="NewValue"/> are stable codes or ids,
/// turned into words where they are shown; <see cref="Body"/> is what a person wrote (Markdown, never HTML).
/// </summary>
public sealed class TimelineEntry : IAppendOnly
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public string RecordKind { get; set; } = "";
    public Guid RecordId { get; set; }
    public DateTimeOffset At { get; set; }
    public Guid? ActorId { get; set; }

    /// <summary>Whose delegated permission the act rested on.</summary>
    public Guid? ActingForId { get; set; }

    /// <summary>The author as an import names him, where no account stands behind.</summary>
    public string? ActorName { get; init; }

    public required TimelineKind Kind { get; init; }
    public string? Field { get; init; }
    public string? OldValue { get; init; }
    public string? NewValue { get; init; }
    public string? Body { get; init; }

    /// <summary>Why the system did it: a resource key, and its arguments separated by '|'.</summary>
    public string? Reason { get; init; }

    /// <summary>Shown only to those who may read internal notes.</summary>
    public bool IsInternal { get; init; }

    /// <summary>History brought by an import: a fact that went through no workflow table and told nobody.</summary>
    public bool IsReplay { get; init; }
}
