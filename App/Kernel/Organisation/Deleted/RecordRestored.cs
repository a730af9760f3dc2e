using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Organisation.Deleted;

/// <summary>A deleted record is there again.</summary>
[EventName("records.record.restored")]
public sealed record RecordRestored(string Kind, Guid RecordId) : IEvent;
