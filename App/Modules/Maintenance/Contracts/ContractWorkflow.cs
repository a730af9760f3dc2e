using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Workflow;
using OpsFlux.Shared.Maintenance;
using static OpsFlux.Shared.Maintenance.ContractState;
using static OpsFlux.Shared.Maintenance.ContractTrigger;

namespace OpsFlux.Modules.Maintenance.Contracts;

using Row = Transition<Contract, ContractState, ContractTrigger>;

/// <summary>Draft → Active → Expired with its last day, or Terminated before it. One that renews by itself stays active for another term.</summary>
public static class ContractWorkflow
{
    public static readonly Workflow<Contract, ContractState, ContractTrigger> Instance = new("maintenance.contract",
    [
        new Row(Draft, Activate, Active) { Permission = MaintenancePermissions.ManageContracts },
        new Row(Active, Terminate, Terminated) { Permission = MaintenancePermissions.ManageContracts, Required = [nameof(MoveContractRequest.Reason)] },
        new Row(Active, Expire, Expired) { Permission = MaintenancePermissions.ManageContracts, Guard = OnlySystem },
        new Row(Active, Renew, Active) { Permission = MaintenancePermissions.ManageContracts, Guard = OnlySystem },
    ]);

    private static Refusal? OnlySystem(Contract contract, Guid person) => person == SystemUser.SystemId ? null : Refusal.Forbidden;
}
