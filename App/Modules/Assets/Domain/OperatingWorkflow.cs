using OpsFlux.Kernel.Workflow;
using OpsFlux.Shared.Assets;
using static OpsFlux.Shared.Assets.OperatingState;
using static OpsFlux.Shared.Assets.OperatingTrigger;

namespace OpsFlux.Modules.Assets.Domain;

using Row = Transition<Equipment, OperatingState, OperatingTrigger>;

/// <summary>
/// Operational → Maintenance or Broken down; from Broken down to Maintenance or, beyond repair, Out of service, from where its
/// life cycle ends. Maintenance begins and ends with interventions, and by nobody's hand.
/// </summary>
public static class OperatingWorkflow
{
    public static readonly Workflow<Equipment, OperatingState, OperatingTrigger> Instance = new("assets.equipment",
    [
        Step(Operational, BreakDown, BrokenDown),
        Step(Operational, StartMaintenance, OperatingState.Maintenance),
        Step(OperatingState.Maintenance, CompleteMaintenance, Operational),
        Step(OperatingState.Maintenance, DiscoverProblem, BrokenDown),
        Step(BrokenDown, StartRepair, OperatingState.Maintenance),
        Step(BrokenDown, GiveUp, OutOfService),
    ]);

    /// <summary>Steps that interventions take: no button offers them.</summary>
    public static bool IsByInterventions(OperatingTrigger trigger) => trigger is StartMaintenance or CompleteMaintenance or DiscoverProblem or StartRepair;

    private static Row Step(OperatingState from, OperatingTrigger trigger, OperatingState to) => new(from, trigger, to) { Permission = AssetPermissions.Operate };
}
