using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Maintenance.Checklists.Api;
using OpsFlux.Modules.Maintenance.Interventions.Api;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Modules.Maintenance.Interventions.Work.Costs;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists;

internal static class ChecklistsDeclaration
{
    /// <summary>What is done on the spot: working time, parts, what they cost, and what is checked.</summary>
    public static ModuleBuilder AddOnSite(this ModuleBuilder module) => module
        .Texts<WorkText>()
        .Texts<ChecklistText>()
        .Setting(CostReader.Kilometre)
        .Admin("/admin/maintenance-checklists", "MaintenanceChecklists.Title", "check", MaintenancePermissions.ManageChecklists, order: 162)
        .Services(services => services.AddScoped<IRaiseRequest, RaiseTicket>())
        .Api(WorkApi.Map)
        .Api(ChecksApi.Map);
}

/// <summary>Marks the texts of checklists.</summary>
public sealed class ChecklistText;
