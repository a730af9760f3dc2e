namespace OpsFlux.Kernel.Events;

/// <summary>
/// Delivers committed events to their handlers. Instances share the work by row locks; a crash frees the lock and the
/// delivery is made again by whoever comes next. Woken by the channel, and every 30 seconds in case a signal was lost.
/// </summary>
public sealed class EventDispatcher(IServiceScopeFactory scopes, Signals signals, TimeProvider clock, ILogger<EventDispatcher> log) : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim wake = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.Received += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await DrainGuardedAsync(stoppingToken);
                await wake.WaitAsync(LongestSleep, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; a delivery in progress was rolled back and will be made by the next start.
        }
        finally
        {
            signals.Received -= Wake;
        }
    }

    /// <summary>Delivers everything that is due now, and answers how many deliveries were made. Tests call it instead of waiting.</summary>
    public async Task<int> DrainAsync(CancellationToken ct)
    {
        var made = 0;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Access.CurrentUser>().BecomeSystem();
            if (!await scope.ServiceProvider.GetRequiredService<EventDelivering>().DeliverNextAsync(ct)) return made;
            made++;
        }
    }

    private void Wake(Signal signal)
    {
        if (signal.Kind is not (SignalKind.Events or SignalKind.Resync)) return;
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake: the drain that runs, or the next one, sees the new rows too.
        }
    }

    private async Task DrainGuardedAsync(CancellationToken ct)
    {
        try
        {
            await DrainAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(e, "Events could not be delivered; trying again");
            await Task.Delay(TimeSpan.FromSeconds(1), clock, ct);
        }
    }
}
