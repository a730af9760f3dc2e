using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Mail.Attachments;

namespace OpsFlux.Kernel.Mail;

/// <summary>
/// What is promised once a mail is due: to leave at once, within 5 minutes, 15 minutes, an hour. The sender takes what
/// should have left first (<see cref="MailMessage.LeaveBy"/>), so that no flood of urgent mails holds up the others for ever.
/// </summary>
public enum MailPriority
{
    Urgent,
    High,
    Normal,
    Low,
}

public enum MailState
{
    Waiting,

    /// <summary>On the wire, or left there by a process that was killed: then it is sent again once its lease is over.</summary>
    Sending,
    Sent,

    /// <summary>Put off by the server; tried again at <see cref="MailMessage.NextAttemptAt"/>.</summary>
    Retrying,
    Failed,
    Cancelled,
}

/// <summary>
/// One mail to one recipient: the row is the queue. Subject and bodies are stored as they leave, never the template, so
/// that what was sent can be shown and a second sending is the same mail.
/// </summary>
public sealed class MailMessage : INotAudited
{
    public const int LongestSubject = 200, LongestError = 600;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>In lower case: one person has one mailbox, however it is spelt.</summary>
    public required string Recipient { get; init; }
    public string? RecipientName { get; init; }

    /// <summary>Null for people outside the organisation.</summary>
    public Guid? RecipientId { get; init; }

    /// <summary>"fr" or "en".</summary>
    public required string Language { get; init; }
    public required string Subject { get; init; }
    [SecretWhere(nameof(IsSecret))]
    public required string Text { get; set; }
    [SecretWhere(nameof(IsSecret))]
    public required string Html { get; set; }

    /// <summary>It carries a link that opens an account: its text is shown to nobody, and gone as soon as it has left or will not.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Made before the first sending and kept by every other, so that a mailbox can tell a copy.</summary>
    public required string MessageId { get; init; }

    /// <summary>The same for all mails of one record, which makes them one conversation.</summary>
    public string? Thread { get; init; }

    public MailPriority Priority { get; init; } = MailPriority.Normal;
    public string? RecordKind { get; init; }
    public Guid? RecordId { get; init; }

    /// <summary>With the recipient unique: nobody is told twice of one event. Null where no event stands behind, such as a test.</summary>
    public Guid? EventId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Before when it does not leave; null: at once. Set by <see cref="Schedule"/>.</summary>
    public DateTimeOffset? ScheduledAt { get; private set; }

    /// <summary>Files that travel with it, in their order. Loaded only where asked for; added by <c>Attach</c> before it is queued.</summary>
    public List<MailAttachment> Attachments { get; init; } = [];

    public MailState State { get; set; } = MailState.Waiting;

    /// <summary>When it is due; while it is being sent, when its lease ends.</summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>When it is due and what its priority promises on top: the order of the queue. Computed by the database.</summary>
    public DateTimeOffset LeaveBy { get; private set; }

    /// <summary>Times the mail itself was tried. A server that could not be used counts against no mail.</summary>
    public int Attempts { get; set; }
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it was sent, given up or cancelled.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>What the server answered last.</summary>
    public string? Answer { get; set; }

    /// <summary>It may have arrived more than once: a sending ended before its answer.</summary>
    public bool MayBeDouble { get; set; }

    /// <summary>It shall not leave before this.</summary>
    public void Schedule(DateTimeOffset at) => (ScheduledAt, NextAttemptAt) = (at, at);
}
