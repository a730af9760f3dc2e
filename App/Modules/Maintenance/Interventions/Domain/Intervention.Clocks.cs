using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Maintenance.Interventions.Clocks;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Domain;

/// <summary>What happens to an intervention's clocks. The kernel keeps them; the intervention only says what happened.</summary>
public sealed partial class Intervention
{
    /// <summary>Why clocks were given up that had not stopped.</summary>
    private const string Over = "over";

    /// <summary>One level up, as its clock asks for; what is over, and the highest, stay.</summary>
    /// <param name="reason">Resource key and arguments for the timeline.</param>
    public void RaisePriority(string reason)
    {
        if (EndedAt is not null || Priority == Enum.GetValues<InterventionPriority>().Min()) return;
        var (before, after) = (Priority, Priority - 1);
        Priority = after;
        Log(new() { Kind = TimelineKind.FieldChanged, Field = nameof(Priority), OldValue = before.ToString(), NewValue = after.ToString(), Reason = reason });
        Raise(new InterventionEdited(Id, RequesterId, LeadId));
    }

    private void StartClocks()
    {
        foreach (var clock in InterventionClocks.All) Mark(clock, ClockFactKind.Started, OpenedAt);
    }

    /// <summary>After a step, by the state it led to.</summary>
    /// <param name="former">What it was on hold for until now.</param>
    private void MarkClocks(HoldReason? former, DateTimeOffset now)
    {
        if (former is { } waited && InterventionClocks.Stops(waited)) Mark(InterventionClocks.Resolution, ClockFactKind.Resumed, now, waited.ToString());
        switch (State)
        {
            case InterventionState.InProgress:
                Mark(InterventionClocks.Response, ClockFactKind.Stopped, now);
                break;
            case InterventionState.OnHold when HoldReason is { } reason && InterventionClocks.Stops(reason):
                Mark(InterventionClocks.Resolution, ClockFactKind.Paused, now, reason.ToString());
                break;
            case InterventionState.Closed:
                foreach (var clock in InterventionClocks.All) Mark(clock, ClockFactKind.Stopped, now);
                break;
            case InterventionState.Cancelled:
                foreach (var clock in InterventionClocks.All) Mark(clock, ClockFactKind.Cancelled, now, Over);
                break;
        }
    }
}
