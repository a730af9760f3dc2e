using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Notifications.Channels;

/// <summary>The channels, and which of them the organisation has.</summary>
public sealed class ChannelOffer(IEnumerable<INotificationChannel> channels)
{
    private readonly Dictionary<NotificationChannel, INotificationChannel> byName = channels.ToDictionary(c => c.Channel);

    /// <summary>Names of those that leave the process: they are waited for, and must not keep the others waiting.</summary>
    internal string[] Leaving { get; } = [.. channels.Where(c => c.LeavesProcess).Select(c => c.Channel.ToString())];

    public async Task<ChannelSet> ReadAsync(AppDbContext db, CancellationToken ct)
    {
        var offered = ChannelSet.None;
        foreach (var channel in byName.Values)
            if (await channel.IsOnAsync(db, ct)) offered |= ChannelSets.Of(channel.Channel);
        return offered;
    }

    /// <summary>Null for one that this release does not have.</summary>
    public INotificationChannel? Of(NotificationChannel channel) => byName.GetValueOrDefault(channel);
}
