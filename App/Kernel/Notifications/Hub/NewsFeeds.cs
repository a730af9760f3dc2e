using Microsoft.AspNetCore.SignalR;
using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>The connections of this instance, a few of each person. Other instances have their own, woken by the same signals.</summary>
internal sealed class NewsFeeds(IHubContext<NotificationHub> hub, IServiceScopeFactory scopes, LiveUpdates updates, TimeProvider clock, ILogger<NewsFeeds> log)
{
    /// <summary>Windows and devices of one person.</summary>
    public const int MostOfOne = 10;

    private readonly Lock gate = new();
    private readonly Dictionary<string, NewsFeed> feeds = [];

    public IReadOnlyList<NewsFeed> All
    {
        get
        {
            lock (gate) return [.. feeds.Values];
        }
    }

    /// <summary>False: the person has as many as he may have.</summary>
    public bool TryOpen(HubCallerContext context)
    {
        var caller = HubCaller.Of(context);
        NewsFeed feed;
        lock (gate)
        {
            if (feeds.Values.Count(f => f.Caller.UserId == caller.UserId) >= MostOfOne) return false;
            feeds[context.ConnectionId] = feed = new(caller, context, hub.Clients.Client(context.ConnectionId), scopes, clock, log);
        }

        feed.Start(updates);
        return true;
    }

    public async Task CloseAsync(string connectionId)
    {
        NewsFeed? feed;
        lock (gate) feeds.Remove(connectionId, out feed);
        if (feed is not null) await feed.DisposeAsync();
    }
}
