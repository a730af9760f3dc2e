using OpsFlux.Kernel.Events;

namespace OpsFlux.Modules.Maintenance.Public;

/// <summary>Working time, parts or points of a checklist of an intervention changed.</summary>
[EventName("maintenance.intervention.worked")]
public sealed record InterventionWorked(Guid InterventionId, Guid RequesterId, Guid? LeadId) : IEvent;
