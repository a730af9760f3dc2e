using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Records;

[EventName("records.tag.added")]
public sealed record RecordTagged(string Tag) : IEvent;

[EventName("records.tag.removed")]
public sealed record RecordUntagged(string Tag) : IEvent;

/// <summary>A link was made, seen from the record it is raised on.</summary>
/// <param name="Type">As <c>LinkType</c> names it.</param>
/// <param name="IsInverse">True at the other end: what blocks there is blocked here.</param>
[EventName("records.link.added")]
public sealed record RecordLinked(string Type, bool IsInverse, string Kind, Guid OtherId) : IEvent;

[EventName("records.link.removed")]
public sealed record RecordUnlinked(string Type, bool IsInverse, string Kind, Guid OtherId) : IEvent;
