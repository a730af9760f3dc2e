using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>Queues a mail to oneself, which takes the way of every other. Answers its id. Refuses: forbidden, mail-off, mail-no-address.</summary>
[Needs(MailPermissions.Manage, Everywhere = true)]
public sealed class SendTestMail(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, MailSettings settings, MailComposer composer, TimeProvider clock) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.Manage)) return Refusal.Forbidden;
        if (settings is not { IsOn: true, From: { } from }) return Refusal.Conflict("mail-off");

        await using var db = await dbs.CreateDbContextAsync(ct);
        var me = await db.Set<User>().Where(u => u.Id == user.Id).Select(u => new { u.Email, u.DisplayName, u.Language }).SingleOrDefaultAsync(ct);
        if (me is null || Mailbox.Of(me.Email, me.DisplayName) is not { } to) return Refusal.Conflict("mail-no-address");

        var mail = Row(to, me.Language, await composer.TestAsync(me.Language, me.DisplayName, ct), from);
        db.Add(mail);
        AuditWriter.Add(db, AuditAction.Change, "mail", mail.Id.ToString(), "test");
        await db.SaveChangesAsync(ct);
        return mail.Id;
    }

    private MailMessage Row(Mailbox to, string language, RenderedMail rendered, Mailbox from)
    {
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        return new()
        {
            Id = id,
            Recipient = to.Address.ToLowerInvariant(),
            RecipientName = to.Name,
            RecipientId = user.Id,
            Language = language,
            Subject = rendered.Subject,
            Text = rendered.Text,
            Html = rendered.Html,
            MessageId = MailEnvelope.MessageIdOf(id, from),
            Priority = MailPriority.Urgent,    // somebody waits for it
            CreatedAt = now,
            NextAttemptAt = now,
        };
    }
}
