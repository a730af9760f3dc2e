using System.Linq.Expressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts;

/// <summary>Answers the kernel for contracts.</summary>
internal sealed class ContractRecords() : RecordKindOf<Contract>(
    Contract.RecordKind, new(MaintenancePermissions.ViewContracts, MaintenancePermissions.ManageContracts, MaintenancePermissions.ManageContracts, MaintenancePermissions.ManageContracts))
{
    protected override Expression<Func<Contract, string>> Title => c => c.Name;

    protected override Expression<Func<Contract, bool>> IsOpen => c => c.State == ContractState.Draft || c.State == ContractState.Active;

    protected override RecordCard CardOf(Contract record) =>
        new(record.Ref, record.Number, record.Name, "/contracts/" + record.Number, $"ContractState.{record.State}", record.StructureId);

    protected override bool Owns(Contract record, Guid userId) => false;
}
