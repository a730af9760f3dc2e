using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Mail.Smtp;

namespace OpsFlux.Kernel.Mail;

/// <summary>
/// Why nothing is sent at the moment: one row, for all instances. While the server cannot be used the whole queue waits,
/// and no mail pays for it.
/// </summary>
public sealed class MailQueueState : INotAudited
{
    public const int OnlyRow = 1;

    public int Id { get; init; } = OnlyRow;

    /// <summary>Null while the queue runs. Administrators are told once per pause.</summary>
    public Guid? PauseId { get; set; }
    public DateTimeOffset? PausedSince { get; set; }
    public SmtpProblem? Problem { get; set; }
    public string? Answer { get; set; }

    /// <summary>How often the server was tried since.</summary>
    public int Probes { get; set; }
    public DateTimeOffset? NextProbeAt { get; set; }

    /// <summary>Until when mails had failed that administrators were told of, paused or not.</summary>
    public DateTimeOffset? FailuresToldAt { get; set; }
}
