using System.Linq.Expressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians;

/// <summary>Answers the kernel for the profiles of technicians.</summary>
internal sealed class TechnicianRecords() : RecordKindOf<Technician>(
    Technician.RecordKind,
    new(MaintenancePermissions.ViewTechnicians, MaintenancePermissions.ManageTechnicians, MaintenancePermissions.ManageTechnicians, MaintenancePermissions.ManageTechnicians))
{
    protected override Expression<Func<Technician, string>> Title => t => t.Name;

    protected override Expression<Func<Technician, bool>> IsOpen => t => true;

    protected override RecordCard CardOf(Technician record) =>
        new(record.Ref, record.Number, record.Name, "/technicians/" + record.Number, $"TechnicianState.{record.State}", record.StructureId);

    protected override bool Owns(Technician record, Guid userId) => record.UserId == userId;
}
