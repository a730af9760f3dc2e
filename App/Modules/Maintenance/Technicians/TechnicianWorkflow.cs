using OpsFlux.Kernel.Workflow;
using OpsFlux.Shared.Maintenance;
using static OpsFlux.Shared.Maintenance.TechnicianState;
using static OpsFlux.Shared.Maintenance.TechnicianTrigger;

namespace OpsFlux.Modules.Maintenance.Technicians;

using Row = Transition<Technician, TechnicianState, TechnicianTrigger>;

/// <summary>Available → Busy by the start of an intervention, and back by the end or pause of the last active one; away by leave, training or illness.</summary>
public static class TechnicianWorkflow
{
    public static readonly Workflow<Technician, TechnicianState, TechnicianTrigger> Instance = new("maintenance.technician",
    [
        Step(Available, StartWork, Busy),
        Step(Available, TakeLeave, OnLeave),
        Step(Available, StartTraining, Training),
        Step(Busy, CompleteWork, Available),
        Step(Busy, BecomeUnavailable, Unavailable),
        Step(OnLeave, Return, Available),
        Step(Training, Return, Available),
        Step(Unavailable, Return, Available),
        Step(Unavailable, ExtendLeave, OnLeave),
    ]);

    /// <summary>Steps that interventions take: no button offers them.</summary>
    public static bool IsByInterventions(TechnicianTrigger trigger) => trigger is StartWork or CompleteWork;

    private static Row Step(TechnicianState from, TechnicianTrigger trigger, TechnicianState to) => new(from, trigger, to) { Permission = MaintenancePermissions.ManageTechnicians };
}
