using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Organisation.Identity;

/// <summary>
/// The organisation's card in memory: it is asked for by every sign-in, page and mail. Kept only while this process hears
/// of changes on any instance; verbs and tests, which do not listen, read it each time.
/// </summary>
public sealed class OrganisationCache
{
    private readonly Lock gate = new();
    private volatile OrganisationCard? held;
    private bool isListening;

    public OrganisationCard? Current => held;

    /// <summary>Taken before reading: what was read across a change is not kept.</summary>
    public long Mark { get; private set; }

    public void Keep(OrganisationCard card, long mark)
    {
        lock (gate)
        {
            if (isListening && mark == Mark) held = card;
        }
    }

    public void Hear(Signal signal)
    {
        if (signal.Kind is not (SignalKind.Organisation or SignalKind.Resync)) return;
        lock (gate)
        {
            Mark++;
            (held, isListening) = (null, true);
        }
    }
}

/// <summary>Lets the cache hear signals while the instance serves; starts before the listener does.</summary>
public sealed class OrganisationFeed(OrganisationCache cache, Signals signals) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        signals.Received += cache.Hear;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        signals.Received -= cache.Hear;
        return Task.CompletedTask;
    }
}
