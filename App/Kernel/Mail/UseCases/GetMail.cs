using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>One mail, as its page shows it.</summary>
/// <param name="Headers">As they leave; null where the configuration no longer allows to send it.</param>
public sealed record MailDetails(MailMessage Mail, string? Headers, bool CanManage)
{
    public bool CanSendAgain => CanManage && (Mail.State is MailState.Retrying || Mail is { State: MailState.Failed, IsSecret: false });

    public bool CanCancel => CanManage && Mail.State is MailState.Waiting or MailState.Retrying;
}

/// <summary>Reads one mail. Refuses: forbidden, not-found.</summary>
[Needs(MailPermissions.View, Everywhere = true)]
public sealed class GetMail(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, MailSettings settings) : IUseCase
{
    public async Task<Result<MailDetails>> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var mail = await db.Set<MailMessage>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
        if (mail is { IsSecret: true }) (mail.Text, mail.Html) = ("", "");   // whoever reads it could open the account it is about
        return mail is null ? Refusal.NotFound : new MailDetails(mail, MailEnvelope.Of(mail, settings)?.Headers(), user.CanEverywhere(MailPermissions.Manage));
    }
}
