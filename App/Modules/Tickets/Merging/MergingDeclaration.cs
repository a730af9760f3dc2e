using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Records.Merging;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.News;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Modules.Tickets.UseCases;

namespace OpsFlux.Modules.Tickets.Merging;

internal static class MergingDeclaration
{
    /// <summary>For how many days a merge may be undone; 0: never.</summary>
    public static readonly NumberSetting UnmergeWithinDays = new("tickets.UnmergeWithinDays", Default: 30, Min: 0, Max: 365);

    public static ModuleBuilder AddMerging(this ModuleBuilder module) => module
        .Setting(UnmergeWithinDays)
        .AddMergeable<MergedChecklist>()
        .AddMergeable<MergedTime>()
        .On<TicketMerged, TellAboutTicket>()
        .On<TicketTookIn, TellAboutTicket>();
}
