using OpsFlux.Kernel.Events;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Public;

/// <summary>His availability changed.</summary>
[EventName("maintenance.technician.moved")]
public sealed record TechnicianMoved(Guid TechnicianId, Guid UserId, TechnicianState From, TechnicianState To, TechnicianTrigger Trigger) : IEvent;

[EventName("maintenance.intervention.created")]
public sealed record InterventionCreated(Guid InterventionId, Guid RequesterId, Guid? EquipmentId, InterventionType Type, InterventionPriority Priority) : IEvent;

/// <param name="LeadId">Null: it was taken from somebody and given to nobody.</param>
[EventName("maintenance.intervention.assigned")]
public sealed record InterventionAssigned(Guid InterventionId, Guid RequesterId, Guid? LeadId) : IEvent;

[EventName("maintenance.intervention.moved")]
public sealed record InterventionMoved(
    Guid InterventionId, Guid RequesterId, Guid? LeadId, InterventionState From, InterventionState To, InterventionTrigger Trigger) : IEvent;

[EventName("maintenance.intervention.edited")]
public sealed record InterventionEdited(Guid InterventionId, Guid RequesterId, Guid? LeadId) : IEvent;

[EventName("maintenance.intervention.commented")]
public sealed record InterventionCommented(Guid InterventionId, Guid RequesterId, Guid? LeadId, bool IsInternal) : IEvent;
