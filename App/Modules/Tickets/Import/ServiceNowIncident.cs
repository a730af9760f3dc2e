using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Import;

/// <summary>
/// One incident put together from its rows: facts and timeline. Rows count in the order of <c>sys_mod_count</c>, of equals
/// by time, then as they stand in the file.
/// </summary>
internal sealed class ServiceNowIncident
{
    private readonly List<ServiceNowEvent> events;
    private readonly TicketReplay replay;

    public ServiceNowIncident(ImportedRecord record, ImportedReferences references)
    {
        // Only rows without errors come here, so each can be read; OrderBy keeps the file's order among equals.
        events = [.. record.Rows.Select(r => ServiceNowEvent.Read(r)!).OrderBy(e => e.ModCount).ThenBy(e => e.UpdatedAt)];
        ExternalId = record.ExternalId;
        OpenedAt = events[^1].OpenedAt;
        replay = new(OpenedAt, Last(e => e.OpenedBy) ?? Last(e => e.CreatedBy) ?? "?");
        foreach (var change in events) replay.Play(Moment(change, references));
        foreach (var resolver in events.Select(e => e.ResolvedBy).OfType<string>().Distinct()) references.Person(resolver);
    }

    public string ExternalId { get; }
    public DateTimeOffset OpenedAt { get; }
    public DateTimeOffset CreatedAt => events.Select(e => e.CreatedAt).OfType<DateTimeOffset>().LastOrDefault(OpenedAt);
    public DateTimeOffset UpdatedAt => replay.LastAt;
    public IReadOnlyList<TimelineEntry> Timeline => replay.Timeline;

    /// <summary>What the source has in place of a title: the last symptom and category it knew; null where it knew none.</summary>
    public string? Title
    {
        get
        {
            string?[] words = [Last(e => e.Symptom), Last(e => e.Category), Last(e => e.Subcategory)];
            var known = words.OfType<string>().ToList();
            return known.Count == 0 ? null : string.Join(" · ", known);
        }
    }

    public TicketFacts Facts(ImportedReferences references, Guid structureId, Lazy<Guid> unknownRequester, Lazy<Guid> unknownCategory)
    {
        var state = FinalState();
        var isResolved = state is TicketState.Resolved or TicketState.Closed;
        return new()
        {
            StructureId = structureId,
            RequesterId = Last(e => e.Caller) is { } caller ? references.Person(caller) : unknownRequester.Value,
            CategoryId = replay.CategoryId ?? unknownCategory.Value,
            SiteId = replay.SiteId,
            GroupId = replay.GroupId,
            AssigneeId = replay.AssigneeId,
            Impact = replay.Impact ?? Impact.Low,
            Urgency = replay.Urgency ?? Urgency.Medium,
            Priority = replay.Priority ?? Priority.Normal,
            State = state,
            WaitingReason = state == TicketState.Waiting ? replay.WaitingReason : null,
            OpenedAt = OpenedAt,
            StartedAt = replay.StartedAt,
            ResolvedAt = isResolved ? ResolvedColumn ?? replay.LastResolvedAt : null,
            ClosedAt = state == TicketState.Closed ? ClosedColumn ?? replay.LastClosedAt : null,
            ReopenCount = replay.Reopenings,
            ReassignmentCount = replay.Reassignments,
        };
    }

    /// <param name="stopped">Codes of the clocks that stand still for a waiting reason.</param>
    public IReadOnlyList<ClockMark> Clocks(Func<string, IReadOnlyList<string>> stopped) => replay.Clocks.History(new(FinalState(), ResolvedColumn, ClosedColumn), stopped);

    private DateTimeOffset? ResolvedColumn => events.Select(e => e.ResolvedAt).LastOrDefault(at => at is not null);

    private DateTimeOffset? ClosedColumn => events.Select(e => e.ClosedAt).LastOrDefault(at => at is not null);

    /// <summary>
    /// The columns win over the rows: an end that lies after the last row is one that the extract has no row for. An end
    /// before it was undone by a reopening, and the rows say what became of the incident.
    /// </summary>
    private TicketState FinalState()
    {
        if (ClosedColumn >= replay.LastAt) return TicketState.Closed;
        return ResolvedColumn >= replay.LastAt && replay.State != TicketState.Closed ? TicketState.Resolved : replay.State;
    }

    private string? Last(Func<ServiceNowEvent, string?> column) => events.Select(column).LastOrDefault(value => value is not null);

    private static TicketMoment Moment(ServiceNowEvent change, ImportedReferences references) =>
        new(change.UpdatedAt, change.UpdatedBy ?? "?", change.State.State, change.State.WaitingReason)
        {
            GroupId = change.Group is { } group ? references.Group(group) : null,
            AssigneeId = change.AssignedTo is { } person ? references.Person(person) : null,
            CategoryId = change.Category is { } category ? references.Category(category, change.Subcategory) : null,
            SiteId = change.Location is { } location ? references.Site(location) : null,
            Impact = change.Impact,
            Urgency = change.Urgency,
            Priority = change.Priority,
            Reopenings = change.Reopenings,
            Reassignments = change.Reassignments,
        };
}
