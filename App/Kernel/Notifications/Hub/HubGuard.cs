using System.Threading.Channels;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>
/// Ends connections whose token, key or session counts no more: at once where that is signalled, and within seconds where
/// time alone ended it or a signal was lost. Apart from the feeds, so that a client that does not read is ended as well.
/// </summary>
internal sealed class HubGuard(NewsFeeds feeds, SessionBook sessions, CredentialBook credentials, AccessCache access, Signals signals, TimeProvider clock, ILogger<HubGuard> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>After so many pauses every feed looks by itself, in case the signal of news was lost.</summary>
    private const int LooksAfter = 15;

    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int pauses;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.Received += Hear;
        sessions.Changed += Call;
        access.Changed += Call;
        await using var timer = clock.CreateTimer(_ => Tick(), null, Pause, Pause);
        try
        {
            await foreach (var _ in calls.Reader.ReadAllAsync(stoppingToken)) await CheckAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        finally
        {
            signals.Received -= Hear;
            sessions.Changed -= Call;
            access.Changed -= Call;
        }
    }

    private void Hear(Signal signal)
    {
        if (signal.Kind is SignalKind.ApiKeys or SignalKind.Access) Call(default);
        if (signal.Kind is SignalKind.Resync) WakeAll();
    }

    private void Call(Guid concerned) => calls.Writer.TryWrite(true);

    private void Tick()
    {
        Call(default);
        if (Interlocked.Increment(ref pauses) % LooksAfter == 0) WakeAll();
    }

    private void WakeAll()
    {
        foreach (var feed in feeds.All) feed.Wake();
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        foreach (var feed in feeds.All)
        {
            try
            {
                if (!await CountsAsync(feed.Caller, ct)) feed.End();
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // Nobody can say whether it counts, or it has just ended: asked again after the pause, and the others meanwhile.
                log.LogDebug(e, "A connection could not be looked at");
            }
        }
    }

    private async Task<bool> CountsAsync(HubCaller caller, CancellationToken ct)
    {
        if (caller.SessionId is { } session && sessions.Find(session) is not { Owes: SessionDebt.Nothing }) return false;
        return caller.Secret is not { } secret || await credentials.FindAsync(secret, caller.IpAddress, ct) is not null;
    }
}
