using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Attachments;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>A file of a mail, without its content.</summary>
/// <param name="Size">Bytes.</param>
public sealed record MailFileRow(int Position, string Name, string ContentType, long Size);

/// <summary>One mail, as its page shows it.</summary>
/// <param name="Headers">As they leave; null where the configuration no longer allows to send it.</param>
/// <param name="IsScheduled">It waits for a time that has not come.</param>
/// <param name="Files">What travels with it; none of a secret one.</param>
public sealed record MailDetails(MailMessage Mail, string? Headers, bool CanManage, bool IsScheduled, IReadOnlyList<MailFileRow> Files)
{
    public bool CanSendAgain => CanManage && (Mail.State is MailState.Retrying || IsScheduled || Mail is { State: MailState.Failed, IsSecret: false });

    public bool CanCancel => CanManage && Mail.State is MailState.Waiting or MailState.Retrying;

    public bool CanDiscard => CanManage && Mail.State is MailState.Failed;
}

/// <summary>Reads one mail. Refuses: forbidden, not-found.</summary>
[Needs(MailPermissions.View, Everywhere = true)]
public sealed class GetMail(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, MailSettings settings, TimeProvider clock) : IUseCase
{
    public async Task<Result<MailDetails>> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var mail = await db.Set<MailMessage>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
        if (mail is null) return Refusal.NotFound;
        if (mail.IsSecret) (mail.Text, mail.Html) = ("", "");   // whoever reads it could open the account it is about
        var files = await db.Set<MailAttachment>().Where(a => a.MailId == id && !mail.IsSecret).OrderBy(a => a.Position)
            .Select(a => new MailFileRow(a.Position, a.Name, a.ContentType, a.Size)).ToListAsync(ct);
        var isScheduled = mail is { State: MailState.Waiting, ScheduledAt: not null } && mail.NextAttemptAt > clock.GetUtcNow();
        return new MailDetails(mail, MailEnvelope.Of(mail, settings)?.Headers(), user.CanEverywhere(MailPermissions.Manage), isScheduled, files);
    }
}
