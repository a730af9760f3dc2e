using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>
/// Prints and mails the reports that are due, one at a time. Instances share the work by leases; what one leaves undone because
/// it dies goes on when its lease is over. Looks every few seconds rather than at every event of the application.
/// </summary>
public sealed class ReportLoop(IServiceScopeFactory scopes, Signals signals, TimeProvider clock, ILogger<ReportLoop> log) : DrainLoop(signals, clock)
{
    protected override TimeSpan LongestSleep { get; } = TimeSpan.FromSeconds(5);

    protected override TimeSpan PauseAfterFailure { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Answers how many steps were tried.</summary>
    public override async Task<int> DrainAsync(CancellationToken ct)
    {
        var made = 0;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
            if (!await scope.ServiceProvider.GetRequiredService<ReportWork>().TakeNextAsync(ct)) return made;
            made++;
        }
    }

    protected override bool IsCall(Signal signal) => signal.Kind is SignalKind.Resync;

    protected override void Tell(Exception failure) => log.LogWarning(failure, "Reports could not be gone on with; trying again");
}
