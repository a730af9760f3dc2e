using System.Collections.Concurrent;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Events;

/// <summary>A hint that something changed: a page that shows it reads again. May come twice, never instead of the data.</summary>
/// <param name="Name">The event's name, "notifications" for a person's own, or "resync" where more happened than can be told.</param>
public sealed record LiveUpdate(string Name, RecordRef Record)
{
    /// <summary>How many of this process hear it: a page that can wait takes its turn among them.</summary>
    public int Hearers { get; init; } = 1;

    /// <summary>More happened than can be told: everything may have changed.</summary>
    public const string Resync = "resync";
}

/// <summary>
/// What a circuit wants to hear of. A record change reaches the topics of its record, of its structure, of its kind
/// and of the people it concerns, so that one change wakes the circuits it concerns and no other.
/// </summary>
public static class LiveTopic
{
    /// <summary>Scheduled jobs, their runs and schedules.</summary>
    public const string Jobs = "jobs";

    public static string Record(RecordRef record) => $"record:{record}";
    public static string Structure(string kind, Guid structureId) => $"structure:{kind}:{structureId}";
    public static string Everything(string kind) => $"kind:{kind}";
    public static string Person(string kind, Guid userId) => $"person:{kind}:{userId}";

    /// <summary>Who looks at one record: heard by those who look at it, and by nobody else.</summary>
    public static string Presence(Guid recordId) => $"presence:{recordId}";
    public static string Notifications(Guid userId) => $"notifications:{userId}";
}

/// <summary>Passes live updates to the circuits of this process. Safe for any thread.</summary>
public sealed class LiveUpdates(ILogger<LiveUpdates> log)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, HashSet<Subscription>> topics = [];

    /// <summary>How many subscriptions are held: a circuit that is gone must leave none.</summary>
    public int SubscriberCount
    {
        get
        {
            lock (gate) return topics.Values.SelectMany(s => s).Distinct().Count();
        }
    }

    /// <summary>Calls back until disposed. The callback runs off the circuit: answer through InvokeAsync.</summary>
    public IDisposable Subscribe(IEnumerable<string> topicNames, Func<LiveUpdate, Task> callback)
    {
        var subscription = new Subscription(this, [.. topicNames.Distinct()], callback);
        lock (gate)
        {
            foreach (var topic in subscription.Topics)
                (topics.TryGetValue(topic, out var subscribers) ? subscribers : topics[topic] = []).Add(subscription);
        }

        return subscription;
    }

    /// <summary>Each subscriber is called once, however many of the topics it follows.</summary>
    public void Publish(LiveUpdate update, IEnumerable<string> topicNames)
    {
        Subscription[] concerned;
        lock (gate) concerned = [.. topicNames.SelectMany(t => topics.GetValueOrDefault(t) ?? []).Distinct()];
        Tell(concerned, update);
    }

    /// <summary>Whatever they follow: so much happened that reading again costs less than telling what.</summary>
    public void PublishToAll(LiveUpdate update)
    {
        Subscription[] concerned;
        lock (gate) concerned = [.. topics.Values.SelectMany(s => s).Distinct()];
        Tell(concerned, update);
    }

    private void Tell(Subscription[] concerned, LiveUpdate update)
    {
        var told = update with { Hearers = concerned.Length };
        foreach (var subscription in concerned) _ = CallAsync(subscription, told);
    }

    private async Task CallAsync(Subscription subscription, LiveUpdate update)
    {
        try
        {
            await subscription.Callback(update);
        }
        catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            log.LogDebug(e, "A live update met a circuit that has just ended");
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (gate)
        {
            foreach (var topic in subscription.Topics)
                if (topics.TryGetValue(topic, out var subscribers) && subscribers.Remove(subscription) && subscribers.Count == 0)
                    topics.Remove(topic);
        }
    }

    private sealed class Subscription(LiveUpdates owner, string[] topics, Func<LiveUpdate, Task> callback) : IDisposable
    {
        public string[] Topics => topics;

        public Func<LiveUpdate, Task> Callback => callback;

        public void Dispose() => owner.Remove(this);
    }
}
