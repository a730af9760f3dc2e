using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Notifications.Delivering;

/// <summary>
/// Delivers what is due, person by person. Instances share the work: one person is one instance's at a time. Woken when
/// something is due at once, and every few seconds for what was held back.
/// </summary>
public sealed class DeliveryLoop(IServiceScopeFactory scopes, Signals signals, TimeProvider clock, ILogger<DeliveryLoop> log) : DrainLoop(signals, clock)
{
    protected override TimeSpan LongestSleep { get; } = TimeSpan.FromSeconds(10);

    protected override TimeSpan PauseAfterFailure { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Answers how many bundles were tried.</summary>
    public override async Task<int> DrainAsync(CancellationToken ct)
    {
        for (var made = 0; ; made++)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
            if (!await scope.ServiceProvider.GetRequiredService<DeliverDue>().DeliverNextAsync(ct)) return made;
        }
    }

    protected override bool IsCall(Signal signal) => signal.Kind is SignalKind.Deliveries or SignalKind.Resync;

    protected override void Tell(Exception failure) => log.LogWarning(failure, "Notifications could not be delivered; trying again");
}
