using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Jobs;

/// <summary>Why a job ran.</summary>
public enum JobCause
{
    Schedule,
    /// <summary>Somebody asked for it.</summary>
    Person,
    /// <summary>The instance that was running it ended: another took over, for the same due time.</summary>
    Recovery,
}

public enum JobRunState
{
    /// <summary>Asked for by a person, and not yet taken by an instance.</summary>
    Waiting,
    Running,
    Done,
    Failed,
    /// <summary>The instance ended before the job did. The run that took over is another row.</summary>
    Interrupted,
}

/// <summary>
/// One run of one job. For a due time there is one row that was not interrupted, which the database guarantees: a firing
/// that comes twice finds the first and does nothing.
/// </summary>
public sealed class JobRun : INotAudited
{
    /// <summary>How many are kept of each job.</summary>
    public const int Kept = 100;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Code { get; init; }
    public required JobCause Cause { get; init; }
    public JobRunState State { get; set; }

    /// <summary>When the schedule wanted it; for a person's, when he asked.</summary>
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The process that ran it.</summary>
    public string? Instance { get; set; }

    /// <summary>Name of whoever asked for it.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Resource key of what it did; <see cref="OutcomeArguments"/> fill it.</summary>
    public string? OutcomeText { get; set; }
    public string[] OutcomeArguments { get; set; } = [];

    /// <summary>What went wrong, for administrators. The log has the rest under <see cref="Correlation"/>.</summary>
    public string? Error { get; set; }

    /// <summary>Ties the run to its audit rows, events and lines of the log.</summary>
    public string? Correlation { get; set; }
}
