using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Mail;

/// <summary>Turns a row of the queue into the mail that leaves, headers included.</summary>
internal static class MailEnvelope
{
    public static string MessageIdOf(Guid mailId, Mailbox from) => $"<{mailId:N}@{from.Domain}>";

    /// <summary>An identifier that no mail has, and that every mail of the record refers to.</summary>
    public static string ThreadOf(RecordRef record, Mailbox from) => $"<{record.Kind}.{record.Id:N}@{from.Domain}>";

    /// <summary>Null where the configuration no longer allows it, or the stored address is no mailbox.</summary>
    public static MimeMessage? Of(MailMessage mail, MailSettings settings) =>
        settings is { IsOn: true, From: { } from } && Mailbox.Of(mail.Recipient, mail.RecipientName) is { } to
            ? new()
            {
                From = from,
                To = to,
                Subject = mail.Subject,
                MessageId = mail.MessageId,
                Date = mail.CreatedAt,
                Text = mail.Text,
                Html = mail.Html,
                Language = mail.Language,
                More = [.. More(mail, settings)],
            }
            : null;

    /// <summary>Tells machines that nobody wrote this: no absence notice should answer it, and we know our own when it comes back.</summary>
    private static IEnumerable<(string, string)> More(MailMessage mail, MailSettings settings)
    {
        if (mail.Thread is { } thread)
        {
            yield return ("In-Reply-To", thread);
            yield return ("References", thread);
        }

        yield return ("Auto-Submitted", "auto-generated");
        yield return ("X-Auto-Response-Suppress", "All");
        yield return ("X-OpsFlux-Instance", settings.PublicUrl?.IdnHost ?? "");
        yield return ("List-Unsubscribe", $"<{settings.Link("/profile/notifications")}>");
    }
}
