using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Mail.Refused;

/// <summary>
/// An address that the mail server refused for good. While it stands, nothing but mails about the account itself are queued
/// for it; a mail that is taken, or another address of its owner, ends it.
/// </summary>
public sealed class MailRefusal : INotAudited
{
    /// <summary>In lower case, as <see cref="MailMessage.Recipient"/>.</summary>
    public required string Address { get; init; }

    /// <summary>The first refusal since it was last taken.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What the server said.</summary>
    public required string Answer { get; init; }
}
