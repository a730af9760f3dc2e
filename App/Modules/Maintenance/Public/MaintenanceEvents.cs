using OpsFlux.Kernel.Events;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Public;

/// <summary>His availability changed.</summary>
[EventName("maintenance.technician.moved")]
public sealed record TechnicianMoved(Guid TechnicianId, Guid UserId, TechnicianState From, TechnicianState To, TechnicianTrigger Trigger) : IEvent;

/// <summary>Days on which he is away were added, changed or taken away.</summary>
[EventName("maintenance.technician.absences_changed")]
public sealed record TechnicianAbsencesChanged(Guid TechnicianId, Guid UserId) : IEvent;

/// <summary>An absence has begun and he is still at work.</summary>
[EventName("maintenance.technician.absent_at_work")]
public sealed record TechnicianAbsentAtWork(Guid TechnicianId, Guid UserId, TechnicianState Kind, DateOnly From, DateOnly Until) : IEvent;

/// <summary>A certificate of his is about to expire.</summary>
[EventName("maintenance.technician.certificate_expiring")]
public sealed record CertificateExpiring(Guid TechnicianId, Guid UserId, string Skill, string? Certificate, DateOnly ValidUntil) : IEvent;

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
public sealed record InterventionCommented(Guid InterventionId, Guid RequesterId, Guid? LeadId, bool IsInternal) : IEvent
{
    /// <summary>The line of the timeline that was written.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>Those whom the text names and who may read it.</summary>
    public IReadOnlyList<Guid> Mentioned { get; init; } = [];
}

/// <summary>Its planned begin is near.</summary>
/// <param name="Hours">How long before it this is told.</param>
[EventName("maintenance.intervention.near")]
public sealed record InterventionNear(Guid InterventionId, Guid LeadId, DateTimeOffset PlannedAt, int Hours) : IEvent;

/// <summary>Its planned begin has passed and nobody has begun.</summary>
[EventName("maintenance.intervention.delayed")]
public sealed record InterventionDelayed(Guid InterventionId, Guid? LeadId, DateTimeOffset PlannedAt) : IEvent;
