namespace OpsFlux.Kernel.Events;

/// <summary>
/// Delivers committed events to their handlers. Instances share the work by row locks; a crash frees the lock and the
/// delivery is made again by whoever comes next. Woken by the channel, and every 30 seconds in case a signal was lost.
/// </summary>
public sealed class EventDispatcher(IServiceScopeFactory scopes, Signals signals, TimeProvider clock, ILogger<EventDispatcher> log) : DrainLoop(signals, clock)
{
    protected override TimeSpan LongestSleep { get; } = TimeSpan.FromSeconds(30);

    protected override TimeSpan PauseAfterFailure { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Answers how many deliveries were made.</summary>
    public override async Task<int> DrainAsync(CancellationToken ct)
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

    protected override bool IsCall(Signal signal) => signal.Kind is SignalKind.Events or SignalKind.Resync;

    protected override void Tell(Exception failure) => log.LogWarning(failure, "Events could not be delivered; trying again");
}
