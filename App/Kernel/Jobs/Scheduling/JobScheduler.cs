using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using Quartz;

namespace OpsFlux.Kernel.Jobs.Scheduling;

/// <summary>
/// Keeps this instance's scheduler in step with what was declared and chosen: at once when a signal says that something
/// was, and every half minute in case the signal was lost. A database that does not answer is waited for.
/// </summary>
internal sealed class JobScheduler(ISchedulerFactory factory, IServiceScopeFactory scopes, Signals signals, ILogger<JobScheduler> log) : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim wake = new(0, 1);
    private IScheduler? scheduler;

    /// <summary>Stops firing, asks running jobs to end, and waits for them as long as the host does.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (scheduler is not { Status: not SchedulerStatus.Shutdown } running) return;
        try
        {
            await running.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("The host ended before its jobs did; another instance, or the next start, takes them over");
        }
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.Received += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var done = await SyncGuardedAsync(stoppingToken);
                await wake.WaitAsync(done ? LongestSleep : RetryAfter, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        finally
        {
            signals.Received -= Wake;
        }
    }

    private async Task<bool> SyncGuardedAsync(CancellationToken ct)
    {
        try
        {
            await SyncAsync(ct);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(e, "Schedules could not be read; trying again");
            return false;
        }
    }

    private async Task SyncAsync(CancellationToken ct)
    {
        var own = scheduler ??= await factory.GetScheduler(ct);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        var sync = scope.ServiceProvider.GetRequiredService<ScheduleSync>();
        var isFirst = own.Status is not SchedulerStatus.Running;
        if (isFirst) await sync.StoreJobsAsync(own, ct);
        await sync.ApplyAsync(own, ct);
        if (isFirst) await own.Start(ct);
    }

    private void Wake(Signal signal)
    {
        if (signal.Kind is not (SignalKind.Jobs or SignalKind.Resync)) return;
        try
        {
            wake.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Already awake, or gone: whoever reads next sees this change too.
        }
    }
}
