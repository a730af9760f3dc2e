using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Notifying;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Mail.Composing;

/// <summary>Writes what one person is told into one mail: changes of one record, or a digest of many.</summary>
public sealed class NotificationMails(MailSettings settings, MailComposer composer, RecordKinds kinds, Recipients recipients, TimeProvider clock)
{
    /// <summary>
    /// The row for the queue; the caller saves it. Null where the person has no usable address any more. Whoever calls has
    /// checked that he may know of everything in <paramref name="news"/>.
    /// </summary>
    public async Task<MailMessage?> WriteAsync(AppDbContext db, Guid userId, IReadOnlyList<Notification> news, bool isDigest, CancellationToken ct)
    {
        var person = await db.Set<User>().Where(u => u.Id == userId).Select(u => new { u.Email, u.DisplayName, u.Language, u.ZoneId }).SingleOrDefaultAsync(ct);
        if (settings is not { From: { } from } || person is null || Mailbox.Of(person.Email, person.DisplayName) is not { } to) return null;

        var reader = new MailReader(person.Language, person.ZoneId, person.DisplayName);
        var cards = await CardsAsync(db, news, ct);
        var ordered = news.OrderByDescending(n => Folding.Rank(n.Priority, n.Category)).ThenByDescending(n => n.CreatedAt).ToList();
        var lead = ordered[0];
        var card = lead.RecordId is { } record ? cards.GetValueOrDefault(record) : null;
        var rendered = isDigest
            ? await composer.DigestAsync(reader, news, cards, await RhythmAsync(db, userId, ct), ct)
            : await composer.NewsAsync(reader, ordered, card, await WhereAsync(db, lead, card, ct), ct);
        return Row(new(userId, to, person.Language), rendered, isDigest ? null : lead, from);
    }

    private sealed record Addressee(Guid UserId, Mailbox To, string Language);

    /// <param name="lead">Null for a digest, which belongs to no record.</param>
    private MailMessage Row(Addressee person, RenderedMail mail, Notification? lead, Mailbox from)
    {
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        return new()
        {
            Id = id,
            Recipient = person.To.Address.ToLowerInvariant(),
            RecipientName = person.To.Name,
            RecipientId = person.UserId,
            Language = person.Language,
            Subject = mail.Subject,
            Text = mail.Text,
            Html = mail.Html,
            MessageId = MailEnvelope.MessageIdOf(id, from),
            Thread = lead is { RecordKind: { } kind, RecordId: { } record } ? MailEnvelope.ThreadOf(new(kind, record), from) : null,
            Priority = lead?.Priority switch { null => MailPriority.Low, >= 3 => MailPriority.Urgent, 2 => MailPriority.High, 1 => MailPriority.Normal, _ => MailPriority.Low },
            RecordKind = lead?.RecordKind,
            RecordId = lead?.RecordId,
            EventId = lead?.EventId,
            CreatedAt = now,
            NextAttemptAt = now,
        };
    }

    private async Task<DigestRhythm> RhythmAsync(AppDbContext db, Guid userId, CancellationToken ct) =>
        (await recipients.ReadAsync(db, [userId], ct)).GetValueOrDefault(userId)?.Facts.Preferences.Digest ?? DigestRhythm.Daily;

    /// <summary>Name of the structure; asked for only where it is said.</summary>
    private static async Task<string?> WhereAsync(AppDbContext db, Notification lead, RecordCard? card, CancellationToken ct) =>
        card is null || lead.Priority < NotificationPreferences.Urgent ? null : await db.Set<Structure>().Where(s => s.Id == card.StructureId).Select(s => s.Name).SingleOrDefaultAsync(ct);

    /// <summary>As the application itself: see <see cref="WriteAsync"/>.</summary>
    private async Task<IReadOnlyDictionary<Guid, RecordCard>> CardsAsync(AppDbContext db, IReadOnlyList<Notification> news, CancellationToken ct)
    {
        var cards = new Dictionary<Guid, RecordCard>();
        foreach (var ofKind in news.Where(n => n is { RecordKind: not null, RecordId: not null }).GroupBy(n => n.RecordKind!))    // filtered just before
        {
            if (kinds.Of(ofKind.Key) is not { } kind) continue;
            foreach (var card in await kind.CardsAsync(db, new SystemUser(), [.. ofKind.Select(n => n.RecordId!.Value).Distinct()], ct)) cards[card.Ref.Id] = card;    // as above
        }

        return cards;
    }
}

/// <summary>Whom a mail is written for.</summary>
/// <param name="ZoneId">Null: he follows the organisation.</param>
public sealed record MailReader(string Language, string? ZoneId, string Name);
