using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Channels;

/// <summary>Writes what belongs together into one mail and hands it to the queue of mails, which sends it.</summary>
public sealed class MailChannel(MailSettings settings, NotificationMails mails) : INotificationChannel
{
    public NotificationChannel Channel => NotificationChannel.Mail;

    public bool LeavesProcess => false;

    public Task<bool> IsOnAsync(AppDbContext db, CancellationToken ct) => Task.FromResult(settings.IsOn);

    public async Task<ChannelOutcome> DeliverAsync(AppDbContext db, DueBundle bundle, CancellationToken ct)
    {
        var isDigest = bundle.All[0].Delivery.Hold is Hold.Digest;
        if (await mails.WriteAsync(db, bundle.UserId, [.. bundle.All.Select(d => d.News)], isDigest, ct) is not { } mail) return ChannelOutcome.Done with { Silence = Silence.NoAddress };
        db.Add(mail);
        await db.SaveChangesAsync(ct);
        return ChannelOutcome.Done with { MailId = mail.Id };
    }
}
