using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Notifications.Delivering;

/// <summary>
/// Delivers what is due, person by person. Instances share the work: one person is one instance's at a time. Woken when
/// something is due at once, and every few seconds for what was held back.
/// </summary>
public abstract class DeliveryDrain(IServiceScopeFactory scopes, Signals signals, TimeProvider clock, ILogger log) : DrainLoop(signals, clock)
{
    protected override TimeSpan LongestSleep { get; } = TimeSpan.FromSeconds(10);

    protected override TimeSpan PauseAfterFailure { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether it serves the channels that leave the process, or all others.</summary>
    protected abstract bool Leaving { get; }

    /// <summary>How many bundles are on their way at once.</summary>
    protected abstract int Workers { get; }

    /// <summary>Answers how many bundles were tried.</summary>
    public override async Task<int> DrainAsync(CancellationToken ct) => (await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(ct)))).Sum();

    protected override bool IsCall(Signal signal) => signal.Kind is SignalKind.Deliveries or SignalKind.Resync;

    protected override void Tell(Exception failure) => log.LogWarning(failure, "Notifications could not be delivered; trying again");

    private async Task<int> WorkAsync(CancellationToken ct)
    {
        for (var made = 0; ; made++)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
            if (!await scope.ServiceProvider.GetRequiredService<DeliverDue>().DeliverNextAsync(Leaving, ct)) return made;
        }
    }
}

/// <summary>What stays here: the application itself, the queue of mails, the log.</summary>
public sealed class DeliveryLoop(IServiceScopeFactory scopes, Signals signals, TimeProvider clock, ILogger<DeliveryLoop> log) : DeliveryDrain(scopes, signals, clock, log)
{
    protected override bool Leaving => false;

    protected override int Workers => 1;
}

/// <summary>What leaves the process: a service that is slow to answer keeps neither mails nor the application waiting, nor other people's messages.</summary>
public sealed class LeavingLoop(IServiceScopeFactory scopes, Signals signals, TimeProvider clock, ILogger<LeavingLoop> log) : DeliveryDrain(scopes, signals, clock, log)
{
    protected override bool Leaving => true;

    protected override int Workers => 4;
}
