using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Accounts;

/// <summary>Mails to people about their own accounts: signing in from elsewhere, links of invitation and reset.</summary>
public sealed class AccountMails(MailSettings settings, MailComposer composer, GetOrganisation organisation, TimeProvider clock)
{
    /// <summary>
    /// Adds the mail to <paramref name="db"/>; it leaves once the caller has saved. False where none can be sent: mail is off,
    /// or the person has no address.
    /// </summary>
    public async Task<bool> AddAsync(AppDbContext db, User person, AccountMail mail, CancellationToken ct)
    {
        if (settings is not { IsOn: true, From: { } from } || Mailbox.Of(person.Email, person.DisplayName) is not { } to) return false;
        var reader = new ReaderZone();
        reader.Set(person.ZoneId ?? (await organisation.RunAsync(ct)).ZoneId);
        var rendered = await composer.AccountAsync(person.Language, mail, reader.Zone, ct);
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        db.Add(new MailMessage
        {
            Id = id,
            Recipient = to.Address.ToLowerInvariant(),
            RecipientName = to.Name,
            RecipientId = person.Id,
            Language = person.Language,
            Subject = rendered.Subject,
            Text = rendered.Text,
            Html = rendered.Html,
            IsSecret = mail.IsSecret,
            MessageId = MailEnvelope.MessageIdOf(id, from),
            Priority = MailPriority.Urgent,    // somebody waits for it, or should hear at once
            CreatedAt = now,
            NextAttemptAt = now,
        });
        return true;
    }
}
