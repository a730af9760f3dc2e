using OpsFlux.Kernel.Events;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Public;

/// <summary>Somebody signed for the work.</summary>
[EventName("maintenance.intervention.signed")]
public sealed record InterventionSigned(Guid InterventionId, SignatureParty Party) : IEvent;

/// <summary>The client rated it, for the first time or anew.</summary>
/// <param name="Score">1 to 5.</param>
[EventName("maintenance.intervention.rated")]
public sealed record InterventionRated(Guid InterventionId, Guid RequesterId, Guid? LeadId, int Score) : IEvent;

/// <summary>Its report was printed and is kept with it.</summary>
[EventName("maintenance.intervention.reported")]
public sealed record InterventionReported(Guid InterventionId, Guid ReportId, string Number) : IEvent;

/// <summary>Its report could not be made or mailed; it is tried again.</summary>
/// <param name="Code">Why: key of a text.</param>
[EventName("maintenance.intervention.report_failed")]
public sealed record InterventionReportFailed(Guid InterventionId, Guid ReportId, string Number, string Code) : IEvent;

/// <summary>Its report was mailed to whoever is to have it, or is asked for anew.</summary>
[EventName("maintenance.intervention.report_changed")]
public sealed record InterventionReportChanged(Guid InterventionId, Guid ReportId, ReportState State) : IEvent;

/// <summary>A photo of it was taken off or added.</summary>
[EventName("maintenance.intervention.photographed")]
public sealed record InterventionPhotographed(Guid InterventionId, PhotoMoment Moment, int Photos) : IEvent;
