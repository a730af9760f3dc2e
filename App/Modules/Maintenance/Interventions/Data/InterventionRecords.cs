using System.Linq.Expressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Data;

/// <summary>Answers the kernel for interventions.</summary>
internal sealed class InterventionRecords() : RecordKindOf<Intervention>(
    Intervention.RecordKind, new(MaintenancePermissions.View, MaintenancePermissions.Comment, MaintenancePermissions.Note, MaintenancePermissions.Edit))
{
    protected override Expression<Func<Intervention, string>> Title => i => i.Title;

    protected override Expression<Func<Intervention, bool>> IsOpen => i => i.EndedAt == null;

    protected override RecordCard CardOf(Intervention record) =>
        InterventionSight.CardOf(record);

    protected override bool IsReadOnly(Intervention record) => record.ArchivedAt is not null;

    protected override bool Owns(Intervention record, Guid userId) => record.IsOwnedBy(userId);
}
