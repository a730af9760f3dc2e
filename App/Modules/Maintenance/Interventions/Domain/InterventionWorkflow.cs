using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Workflow;
using OpsFlux.Shared.Maintenance;
using static OpsFlux.Shared.Maintenance.InterventionState;
using static OpsFlux.Shared.Maintenance.InterventionTrigger;

namespace OpsFlux.Modules.Maintenance.Interventions.Domain;

using Row = Transition<Intervention, InterventionState, InterventionTrigger>;

/// <summary>Open → In progress ⇄ On hold → Closed, or Cancelled from any of the three. Archiving afterwards is no state: the record is read-only then.</summary>
public static class InterventionWorkflow
{
    public static readonly Workflow<Intervention, InterventionState, InterventionTrigger> Instance = new("maintenance.intervention",
    [
        new Row(Open, Start, InProgress) { Permission = MaintenancePermissions.Work, Guard = HasLead },
        new Row(InProgress, Close, Closed) { Permission = MaintenancePermissions.Work, Required = [nameof(MoveInterventionRequest.Report)] },
        new Row(InProgress, Hold, OnHold) { Permission = MaintenancePermissions.Work, Required = [nameof(MoveInterventionRequest.HoldReason)] },
        new Row(OnHold, Resume, InProgress) { Permission = MaintenancePermissions.Work, Guard = HasLead },
        GiveUp(Open), GiveUp(InProgress), GiveUp(OnHold),
    ]);

    private static Row GiveUp(InterventionState from) =>
        new(from, Cancel, Cancelled) { Permission = MaintenancePermissions.Cancel, Required = [nameof(MoveInterventionRequest.Reason)] };

    private static Refusal? HasLead(Intervention intervention, Guid person) => intervention.LeadId is null ? Refusal.Conflict(MaintenanceRefusals.NoTechnician) : null;
}
