using System.Linq.Expressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients;

/// <summary>Answers the kernel for clients.</summary>
internal sealed class ClientRecords() : RecordKindOf<Client>(
    Client.RecordKind, new(MaintenancePermissions.ViewClients, MaintenancePermissions.ManageClients, MaintenancePermissions.ManageClients, MaintenancePermissions.ManageClients))
{
    protected override Expression<Func<Client, string>> Title => c => c.Name;

    protected override Expression<Func<Client, bool>> IsOpen => c => c.Status == ClientStatus.Active;

    protected override RecordCard CardOf(Client record) =>
        new(record.Ref, record.Number, record.Name, "/clients/" + record.Number, $"ClientStatus.{record.Status}", record.StructureId);

    protected override bool Owns(Client record, Guid userId) => false;
}
