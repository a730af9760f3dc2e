using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Data;

/// <summary>What cards show of an intervention, and what somebody may do with what hangs on it. An archived one is read-only.</summary>
internal static class InterventionSight
{
    public static RecordCard CardOf(Intervention i) => new(i.Ref, i.Number, i.Title, "/interventions/" + i.Number, $"InterventionState.{i.State}", i.StructureId);

    public static RecordAccess AccessOf(Intervention i, ICurrentUser user)
    {
        bool Covers(string permission) => user.Can(permission, i.StructureId, i.IsOwnedBy(user.Id));
        var goesOn = i.ArchivedAt is null;
        return new(CardOf(i), () => goesOn && Covers(MaintenancePermissions.Comment), () => Covers(MaintenancePermissions.Note), () => goesOn && Covers(MaintenancePermissions.Edit));
    }
}
