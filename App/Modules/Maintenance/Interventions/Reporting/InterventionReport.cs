using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>
/// A numbered report of an intervention: has its number from the beginning, and is printed, kept as a file of the intervention
/// and mailed by and by. What was printed never changes; a correction is another report that names the one it replaces.
/// </summary>
public sealed class InterventionReport
{
    /// <summary>Of its own sequence of numbers.</summary>
    public const string NumberKind = "intervention-report", NumberPrefix = "RI";

    /// <summary>For how long whoever took it up has it for himself: longer than a document waits for its turn and is printed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(6);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30), LongestPause = TimeSpan.FromHours(1);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InterventionId { get; init; }

    /// <summary>Such as RI-2026-000001: from a counter per year in the organisation's zone.</summary>
    public required string Number { get; init; }

    /// <summary>"fr" or "en": the client's, as it was when the report was asked for.</summary>
    public required string Language { get; init; }

    /// <summary>The report that this one corrects; null for the first.</summary>
    public Guid? ReplacesId { get; init; }

    /// <summary>What was corrected.</summary>
    public string? Reason { get; init; }
    public ReportState State { get; private set; } = ReportState.Waiting;

    /// <summary>The file; null until it is printed.</summary>
    public Guid? AttachmentId { get; private set; }
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Whoever closed the intervention, or asked for the report by hand.</summary>
    public required Guid AskedBy { get; init; }
    public DateTimeOffset? PrintedAt { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Of the step that it is at.</summary>
    public int Attempts { get; private set; }

    /// <summary>When it is gone on with; while somebody is at it, when his lease ends.</summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>Why the last attempt failed: key of a text; null: it did not.</summary>
    public string? Error { get; private set; }

    public void Print(Guid attachmentId, DateTimeOffset now)
    {
        (State, AttachmentId, PrintedAt) = (ReportState.Printed, attachmentId, now);
        (Attempts, NextAttemptAt, Error) = (0, now, null);
    }

    public void Send(DateTimeOffset now) => (State, SentAt, Attempts, Error) = (ReportState.Sent, now, 0, null);

    /// <summary>Tried again after 30 seconds, then twice as long each time, up to an hour, for as long as it takes.</summary>
    public void Postpone(string error, DateTimeOffset now)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(Attempts - 1, 0, 10));
        (Error, NextAttemptAt) = (error, now + (pause < LongestPause ? pause : LongestPause));
    }
}

/// <summary>To whom a report was mailed: what remains of it when the mail itself is no longer kept.</summary>
public sealed class ReportMail : Kernel.Audit.INotAudited
{
    public required Guid ReportId { get; init; }

    /// <summary>In lower case.</summary>
    public required string Address { get; init; }
    public required string Name { get; init; }

    /// <summary>In the queue of mails, which says what became of it.</summary>
    public required Guid MailId { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }
}
