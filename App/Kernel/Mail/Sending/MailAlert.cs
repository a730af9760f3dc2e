using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>Tells whoever can mend it, in the application alone, that no mail leaves. Once per pause, however often it is called.</summary>
public sealed class MailAlert(MailAdministrators administrators, Notifier notifier)
{
    public const string RecordKind = "mail-queue";

    public async Task TellAsync(Guid pauseId, SmtpOutcome problem, CancellationToken ct)
    {
        var message = new Message(MailNews.Paused, "Notify.MailPaused", "/admin/mail", problem.Answer) { Priority = 3, InAppOnly = true };
        await notifier.TellAsync(new(pauseId, null, new RecordRef(RecordKind, pauseId)), [new(message, await administrators.AllAsync(ct)) { Reason = NewsReason.Administrator }], ct);
    }
}
