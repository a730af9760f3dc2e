using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Maintenance.Clients.Api;
using OpsFlux.Modules.Maintenance.Contracts.Api;
using OpsFlux.Modules.Maintenance.Contracts.Expiry;
using OpsFlux.Modules.Maintenance.Contracts.Statements;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts;

/// <summary>Marks the texts of clients and contracts.</summary>
public sealed class ContractsText;

internal static class ContractsDeclaration
{
    /// <summary>Clients, contracts with them, and what work consumes of these.</summary>
    public static ModuleBuilder AddContracts(this ModuleBuilder module) => module
        .Texts<ContractsText>()
        .Menu("/clients", "Clients.Menu", "people", MaintenancePermissions.ViewClients, order: 40)
        .Menu("/contracts", "Contracts.Menu", "book", MaintenancePermissions.ViewContracts, order: 42)
        .Create("/clients/new", "Clients.New", MaintenancePermissions.ManageClients)
        .Create("/contracts/new", "Contracts.New", MaintenancePermissions.ManageContracts)
        .Admin("/admin/contract-scales", "ContractScales.Title", "clock", MaintenancePermissions.ManageContracts, order: 160)
        .Workflow(ContractWorkflow.Instance)
        .Job<ExpireContracts>("maintenance.expire-contracts", "0 20 0 * * ?")
        .News(ContractNews.All)
        .On<ContractUsed, TellAboutContract>()
        .On<ContractEnding, TellAboutContract>()
        .On<ContractMoved, TellAboutContract>()
        .Endpoints(StatementExport.Map)
        .Api(ClientsApi.Map)
        .Api(ContractsApi.Map);
}
