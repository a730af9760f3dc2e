using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Maintenance.Interventions.Api;
using OpsFlux.Modules.Maintenance.Interventions.Clocks;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Exporting;
using OpsFlux.Modules.Maintenance.Interventions.News;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions;

internal static class InterventionsDeclaration
{
    public static ModuleBuilder AddInterventions(this ModuleBuilder module) => module
        .Texts<InterventionText>()
        .Menu<MyInterventionCounter>("/interventions", "Interventions.Menu", "wrench", MaintenancePermissions.View, order: 15)
        .Create("/interventions/new", "Interventions.Create", MaintenancePermissions.Create)
        .Records<InterventionRecords>()
        .Workflow(InterventionWorkflow.Instance)
        .AddInterventionClocks()
        .AddInterventionNews()
        .Endpoints(InterventionExport.Map)
        .Api(InterventionsApi.Map);
}
