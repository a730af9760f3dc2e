using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Push;
using OpsFlux.Kernel.Notifications.Push.Sending;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Channels;

/// <summary>To the browsers and phones that somebody registered: one delivery a device.</summary>
public sealed class PushChannel(PushSettings settings, PushSender sender, NewsWording wording) : INotificationChannel
{
    private const int High = 2;

    /// <summary>For a device that is off: what it shows later is of the past.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    public NotificationChannel Channel => NotificationChannel.Push;

    public bool LeavesProcess => true;

    public Task<bool> IsOnAsync(AppDbContext db, CancellationToken ct) => Task.FromResult(settings.Subject is not null);

    public async Task<ChannelOutcome> DeliverAsync(AppDbContext db, DueBundle bundle, CancellationToken ct)
    {
        var (delivery, news) = bundle.All[0];
        var device = await db.Set<PushSubscription>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == delivery.TargetId && p.UserId == bundle.UserId, ct);
        if (device is null) return ChannelOutcome.Done with { Silence = Silence.DeviceGone };
        
        // A later message on the record takes the place of an earlier one, and never of an urgent one.
        var about = (news.Priority >= NotificationPreferences.Urgent ? news.Id : news.RecordId ?? news.Id).ToString("N");
        var payload = new PushPayload(await wording.SentenceAsync(db, bundle.UserId, news, ct), news.Excerpt ?? "", news.Href, about);
        var outcome = await sender.SendAsync(device, payload, news.Priority >= High ? PushUrgency.High : PushUrgency.Normal, Kept, about, ct);
        return outcome.Result switch
        {
            PushResult.Accepted => ChannelOutcome.Done,
            PushResult.Gone => ChannelOutcome.Done with { Silence = Silence.DeviceGone },
            PushResult.Asleep => ChannelOutcome.Done with { Silence = Silence.DeviceAsleep },
            PushResult.PutOff => new(ChannelVerdict.PutOff, outcome.Reason, outcome.RetryAfter),
            _ => new(ChannelVerdict.Refused, outcome.Reason),
        };
    }
}
