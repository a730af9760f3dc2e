using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Sla.Sweep;

/// <summary>
/// Takes the steps that clocks reach. Sleeps until the first of them, woken earlier where a save brings one closer; instances
/// share the work by row locks, and what one that dies had not committed is taken by the next.
/// </summary>
public sealed class StepSweep(IServiceScopeFactory scopes, Signals signals, TimeProvider clock, ILogger<StepSweep> log) : DrainLoop(signals, clock)
{
    /// <summary>The longest sleep. A save that brings a step closer than that sends a signal.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private readonly TimeProvider time = clock;
    private DateTimeOffset? nextAt;

    protected override TimeSpan LongestSleep => nextAt - time.GetUtcNow() is not { } left || left > Poll ? Poll : left < Shortest ? Shortest : left;

    protected override TimeSpan PauseAfterFailure { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Answers how many clocks were looked at.</summary>
    public override async Task<int> DrainAsync(CancellationToken ct)
    {
        for (var looked = 0; ;)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Access.CurrentUser>().BecomeSystem();
            var taking = scope.ServiceProvider.GetRequiredService<StepTaking>();
            var batch = await taking.RunAsync(ct);
            looked += batch;
            if (batch > 0) continue;
            nextAt = await taking.NextAsync(ct);
            return looked;
        }
    }

    protected override bool IsCall(Signal signal) => signal.Kind is SignalKind.Clocks or SignalKind.Resync;

    protected override void Tell(Exception failure) => log.LogWarning(failure, "Steps of clocks could not be taken; trying again");
}
