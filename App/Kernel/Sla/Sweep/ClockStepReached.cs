using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Sla.Sweep;

/// <summary>A clock showed a percentage of its target at which something happens. Raised once a step and clock.</summary>
/// <param name="Percent">Of the target; 100 is the due date.</param>
/// <param name="PassedOver">Lower steps that were reached with it, and of which nobody is told.</param>
[EventName("sla.clock.step_reached")]
public sealed record ClockStepReached(Guid ClockId, string Clock, int Percent, int[] PassedOver, Guid? PolicyId, DateTimeOffset? DueAt) : IEvent;
