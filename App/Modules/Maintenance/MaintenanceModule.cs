using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation.Merging;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Checklists;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Day;
using OpsFlux.Modules.Maintenance.Demo;
using OpsFlux.Modules.Maintenance.Figures;
using OpsFlux.Modules.Maintenance.Import;
using OpsFlux.Modules.Maintenance.Interventions;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Portal;
using OpsFlux.Modules.Maintenance.Interventions.Reporting;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Modules.Maintenance.Requests;
using OpsFlux.Modules.Maintenance.Technicians;

namespace OpsFlux.Modules.Maintenance;

/// <summary>Industrial maintenance: clients and what was agreed with them, technicians, and interventions on equipment.</summary>
public sealed class MaintenanceModule : IModule
{
    public string Code => "maintenance";

    public void Describe(ModuleBuilder module) => module
        .Texts<MaintenanceText>()
        .AddAccess()
        .AddInterventions()
        .AddRequests()
        .AddPortal()
        .AddDay()
        .AddOnSite()
        .AddReporting()
        .AddTechnicians()
        .AddImports()
        .AddFigures()
        .Records<ClientRecords>()
        .Records<ContractRecords>()
        .AddContracts()
        .Services(services => services.AddSingleton<IAccountReferences, MaintenanceReferences>())
        .Services(services => services.AddSingleton<IEquipmentWork, InterventionsOfEquipment>())
        .Demo<MaintenanceDemo>()
        .AddOnlyReference<Kernel.Organisation.Structure, Client>(nameof(Clients.Client.StructureId))
        .AddReference<Kernel.Organisation.Structure, Contract>(nameof(Contract.StructureId))
        .AddReference<Kernel.Organisation.Structure, Technician>(nameof(Technicians.Technician.StructureId))
        .AddReference<Kernel.Organisation.Structure, Intervention>(nameof(Intervention.StructureId))
        .AddReference<Kernel.Organisation.Site, Intervention>(nameof(Intervention.SiteId))
        .AddReference<Kernel.Organisation.Site, ContractSite>(nameof(ContractSite.SiteId), nameof(ContractSite.ContractId));
}

/// <summary>Marks the module's texts.</summary>
public sealed class MaintenanceText;
