using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Mail.Composing;

/// <summary>
/// The mail beside a notification, for those who have an address and want it. Written in the notification's own
/// transaction and only for those it told, so that both are there once, or neither.
/// </summary>
public sealed class NotificationMails(MailSettings settings, MailComposer composer, RecordKinds kinds)
{
    /// <summary>Renders before the transaction that locks counters; the rows may turn out not to be needed.</summary>
    public async Task<IReadOnlyList<MailMessage>> PrepareAsync(
        AppDbContext db, Guid eventId, RecordRef record, IReadOnlyCollection<Guid> recipients, Message message, DateTimeOffset now, CancellationToken ct)
    {
        if (message.InAppOnly || settings is not { IsOn: true, From: { } from }) return [];
        var people = await db.Set<User>()
            .Where(u => recipients.Contains(u.Id) && u.IsActive && u.MailNotifications && u.Email != null)
            .Select(u => new { u.Id, u.Email, u.DisplayName, u.Language, u.ZoneId }).ToListAsync(ct);
        var reachable = people.Select(p => (p.Id, Reader: (p.Language, p.ZoneId), Mailbox: Mailbox.Of(p.Email, p.DisplayName))).Where(p => p.Mailbox is not null).ToList();
        if (reachable.Count == 0) return [];

        var card = await CardAsync(db, record, ct);
        var rendered = new Dictionary<(string Language, string? ZoneId), RenderedMail>();
        foreach (var reader in reachable.Select(p => p.Reader).Distinct()) rendered[reader] = await composer.NewsAsync(reader.Language, reader.ZoneId, message, card, ct);
        return [.. reachable.Select(p => Row(p.Id, p.Mailbox!, p.Reader.Language, rendered[p.Reader]))];   // those without one were left out above

        MailMessage Row(Guid person, Mailbox to, string language, RenderedMail mail)
        {
            var id = Guid.CreateVersion7();
            return new()
            {
                Id = id,
                Recipient = to.Address.ToLowerInvariant(),
                RecipientName = to.Name,
                RecipientId = person,
                Language = language,
                Subject = mail.Subject,
                Text = mail.Text,
                Html = mail.Html,
                MessageId = MailEnvelope.MessageIdOf(id, from),
                Thread = MailEnvelope.ThreadOf(record, from),
                Priority = message.Priority switch { >= 3 => MailPriority.Urgent, 2 => MailPriority.High, _ => MailPriority.Normal },
                RecordKind = record.Kind,
                RecordId = record.Id,
                EventId = eventId,
                CreatedAt = now,
                NextAttemptAt = now,
            };
        }
    }

    /// <summary>As the application itself: whoever calls the notifier has checked that its recipients may know of the record.</summary>
    private async Task<RecordCard?> CardAsync(AppDbContext db, RecordRef record, CancellationToken ct) =>
        kinds.Of(record.Kind) is { } kind ? (await kind.CardsAsync(db, new SystemUser(), [record.Id], ct)).SingleOrDefault() : null;
}
