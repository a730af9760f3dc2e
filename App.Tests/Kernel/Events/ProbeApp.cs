using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Events;

/// <summary>What a handler was given, and whether it is to fail.</summary>
public sealed class Probe
{
    public ConcurrentQueue<Envelope<TicketOpened>> Given { get; } = [];

    public bool Fails { get; set; }
}

/// <summary>Two handlers of one event: one that only counts, one that can be told to fail.</summary>
public sealed class ProbeApp : TestApp
{
    public Probe Steady { get; } = new();

    public Probe Fragile { get; } = new();

    protected override IReadOnlyList<IModule> MoreModules => [new ProbeModule(this)];

    private sealed class ProbeModule(ProbeApp app) : IModule
    {
        public string Code => "probe";

        public void Describe(ModuleBuilder module) => module
            .Services(services => services.AddSingleton(app))
            .On<TicketOpened, SteadyHandler>()
            .On<TicketOpened, FragileHandler>();
    }

    private sealed class SteadyHandler(ProbeApp app) : IEventHandler<TicketOpened>
    {
        public Task HandleAsync(Envelope<TicketOpened> envelope, CancellationToken ct)
        {
            app.Steady.Given.Enqueue(envelope);
            return Task.CompletedTask;
        }
    }

    private sealed class FragileHandler(ProbeApp app) : IEventHandler<TicketOpened>
    {
        public Task HandleAsync(Envelope<TicketOpened> envelope, CancellationToken ct)
        {
            if (app.Fragile.Fails) throw new InvalidOperationException("The other system is down.");
            app.Fragile.Given.Enqueue(envelope);
            return Task.CompletedTask;
        }
    }
}
