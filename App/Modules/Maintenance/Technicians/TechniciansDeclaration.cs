using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Maintenance.Technicians.Absences;
using OpsFlux.Modules.Maintenance.Technicians.Api;
using OpsFlux.Modules.Maintenance.Technicians.Suggesting;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians;

internal static class TechniciansDeclaration
{
    public static ModuleBuilder AddTechnicians(this ModuleBuilder module) => module
        .Texts<TechnicianText>()
        .Menu("/technicians", "Technicians.Menu", "people", MaintenancePermissions.ManageTechnicians, order: 24)
        .Command("/technicians", "Technicians.Menu", "people", MaintenancePermissions.ViewTechnicians)
        .Records<TechnicianRecords>()
        .Workflow(TechnicianWorkflow.Instance)
        .AddAbsences()
        .AddSuggesting()
        .Api(TechniciansApi.Map);
}
