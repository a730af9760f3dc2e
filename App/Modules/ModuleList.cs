using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Assets;
using OpsFlux.Modules.Maintenance;
using OpsFlux.Modules.Tickets;

namespace OpsFlux.Modules;

/// <summary>The modules compiled in, in dependency order: a module may ask those above it, and answers by events to those below.</summary>
public static class ModuleList
{
    public static IReadOnlyList<IModule> All => [new TicketsModule(), new AssetsModule(), new MaintenanceModule()];
}
