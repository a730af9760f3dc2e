using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Sending;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Mail.Refused;

/// <summary>Notes what the server said of an address, and tells whose it is in the application, since no mail would reach him.</summary>
public sealed class RefusedAddresses(IDbContextFactory<AppDbContext> dbs, Notifier notifier, TimeProvider clock)
{
    /// <summary>Kind of record of the news; its id is the mail's that was refused.</summary>
    public const string RecordKind = "mail-address";

    /// <summary>After a mail was tried: a refused address is flagged once, a mail that was taken lifts the flag.</summary>
    public async Task NoteAsync(MailMessage mail, SmtpOutcome outcome, CancellationToken ct)
    {
        if (outcome.Verdict is not SmtpVerdict.Accepted && !outcome.IsAddressRefused) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (outcome.Verdict is SmtpVerdict.Accepted) await MailRefusals.LiftAsync(db, mail.Recipient, ct);
        else if (!await db.Set<MailRefusal>().AnyAsync(r => r.Address == mail.Recipient, ct))
        {
            // Told first: a flag is never looked at again, and whoever died after setting it would have told nobody.
            await TellAsync(db, mail, outcome, ct);
            await FlagAsync(db, mail.Recipient, outcome, ct);
        }
    }

    private async Task FlagAsync(AppDbContext db, string address, SmtpOutcome outcome, CancellationToken ct)
    {
        var (now, answer) = (clock.GetUtcNow(), MailQueue.Fitting(outcome.Answer));
        await db.Database.ExecuteSqlAsync(
            $"insert into kernel.mail_refusals (address, since, answer) values ({address}, {now}, {answer}) on conflict (address) do nothing", ct);
    }

    private async Task TellAsync(AppDbContext db, MailMessage mail, SmtpOutcome outcome, CancellationToken ct)
    {
        var normal = mail.Recipient.ToUpperInvariant();
        var people = await db.Set<User>().Where(u => u.NormalizedEmail == normal && u.IsActive).Select(u => u.Id).ToListAsync(ct);
        var message = new Message(MailNews.AddressRefused, "Notify.MailRefused", "/profile", mail.Recipient, MailQueue.Fitting(outcome.Answer)) { Priority = 2, InAppOnly = true };
        await notifier.TellAsync(MailNews.EventOf("address", $"{mail.Recipient} {mail.Id}"), null, new RecordRef(RecordKind, mail.Id), people, message, ct);
    }
}
