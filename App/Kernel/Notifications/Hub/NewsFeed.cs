using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications.Api;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>
/// Tells one connection what is new, as often as it is woken and as fast as it reads: a client that does not read holds up
/// its own feed alone, which remembers that it was woken and nothing more.
/// </summary>
internal sealed class NewsFeed(HubCaller caller, HubCallerContext context, IClientProxy client, IServiceScopeFactory scopes, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private const int MostAtOnce = 50;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);

    private readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(context.ConnectionAborted);
    private IDisposable? subscription;
    private Task running = Task.CompletedTask;
    private ToldLines? told;
    private NotificationCounters? counters;
    private bool isEnding;

    public HubCaller Caller => caller;

    public void Start(LiveUpdates updates)
    {
        subscription = updates.Subscribe([LiveTopic.Notifications(caller.UserId)], _ =>
        {
            Wake();
            return Task.CompletedTask;
        });
        Wake();
        running = RunAsync();
    }

    public void Wake() => wakes.Writer.TryWrite(true);

    /// <summary>Ends the connection, so that its client may come back with another token; whoever is still there when asked again is cut off.</summary>
    public void End()
    {
        if (!isEnding && context.Features.Get<IConnectionLifetimeNotificationFeature>() is { } polite) polite.RequestClose();
        else context.GetHttpContext()?.Abort();
        isEnding = true;
    }

    public async ValueTask DisposeAsync()
    {
        subscription?.Dispose();
        await gone.CancelAsync();
        await running;
        gone.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var _ in wakes.Reader.ReadAllAsync(gone.Token)) await LookGuardedAsync();
        }
        catch (OperationCanceledException)
        {
            // The connection ended.
        }
        catch (Exception e)
        {
            log.LogError(e, "A feed of notifications failed; its connection is closed");
            context.Abort();
        }
    }

    private async Task LookGuardedAsync()
    {
        try
        {
            await LookAsync(gone.Token);
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            await Task.Delay(RetryAfter, clock, gone.Token);
            Wake();
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!await caller.EnterAsync(scope.ServiceProvider, ct)) return;
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (caller.Culture, caller.Culture);
        var reading = scope.ServiceProvider.GetRequiredService<NewsReading>();
        if (told is null) told = new(await reading.NewestAsync(ToldLines.MostKnown, ct));
        else await TellAsync(reading, told, ct);
        var now = await scope.ServiceProvider.GetRequiredService<ListNews>().CountersAsync(ct);
        if (now.Says(counters)) return;
        await client.SendAsync("counters", counters = now, ct);
    }

    private async Task TellAsync(NewsReading reading, ToldLines told, CancellationToken ct)
    {
        while (await reading.SinceAsync(told.Since, told.Recent, MostAtOnce, ct) is { Count: > 0 } fresh)
        {
            foreach (var line in fresh)
            {
                await client.SendAsync("notification", line, ct);
                told.Note(line);
            }
        }

        var (read, unread, removed) = told.Compare(await reading.StatesAsync(told.Known, ct));
        if (read.Length > 0) await client.SendAsync("read", new ToldIds(read), ct);
        if (unread.Length > 0) await client.SendAsync("unread", new ToldIds(unread), ct);
        if (removed.Length > 0) await client.SendAsync("removed", new ToldIds(removed), ct);
    }

    /// <summary>Lines of which something else is told than that they are new.</summary>
    private sealed record ToldIds(IReadOnlyList<Guid> Ids);
}
