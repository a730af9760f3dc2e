namespace OpsFlux.Kernel.Events;

/// <summary>
/// Takes up what waits in the database, one after the other, until nothing is due; then sleeps until a signal tells of more,
/// or until the longest sleep is over, in case a signal was lost or something became due by the clock.
/// </summary>
public abstract class DrainLoop(Signals signals, TimeProvider clock) : BackgroundService
{
    private readonly SemaphoreSlim wake = new(0, 1);

    protected abstract TimeSpan LongestSleep { get; }

    protected abstract TimeSpan PauseAfterFailure { get; }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does everything that is due now, and answers how much that was. Tests call it instead of waiting.</summary>
    public abstract Task<int> DrainAsync(CancellationToken ct);

    /// <summary>Whether there may be something to do.</summary>
    protected abstract bool IsCall(Signal signal);

    /// <summary>The loop outlives anything that draining can throw: it is told, and tried again.</summary>
    protected abstract void Tell(Exception failure);

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
            // The host stops: what was in progress was rolled back or has a lease that ends, and waits for the next start.
        }
        finally
        {
            signals.Received -= Wake;
        }
    }

    private void Wake(Signal signal)
    {
        if (!IsCall(signal)) return;
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
            Tell(e);
            await Task.Delay(PauseAfterFailure, clock, ct);
        }
    }
}
