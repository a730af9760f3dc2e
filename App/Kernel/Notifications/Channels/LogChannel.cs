using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Notifications.Channels;

/// <summary>One line of the application's log for each, by ids alone, for whoever collects logs.</summary>
public sealed class LogChannel(ReadSettings settings, ILogger<LogChannel> log) : INotificationChannel
{
    public static readonly FlagSetting IsWanted = new("Notifications.Log", Default: false) { IsForAll = true };

    public NotificationChannel Channel => NotificationChannel.Log;

    public bool LeavesProcess => false;

    public Task<bool> IsOnAsync(AppDbContext db, CancellationToken ct) => settings.FlagAsync(db, IsWanted, Guid.Empty, ct);

    public Task<ChannelOutcome> DeliverAsync(AppDbContext db, DueBundle bundle, CancellationToken ct)
    {
        foreach (var (delivery, news) in bundle.All)
        {
            log.LogInformation(
                "Notification {Notification} of {Kind} ({Category}, priority {Priority}) on {RecordKind} {RecordId} for user {User}",
                news.Id, news.Kind, news.Category, news.Priority, news.RecordKind, news.RecordId, delivery.UserId);
        }

        return Task.FromResult(ChannelOutcome.Done);
    }
}
