using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Import;

/// <summary>
/// Plays a ticket's history from its opening on: past states are facts, which pass no workflow table and tell nobody.
/// A moment earlier than the opening, or than the one that last counted, is kept in the timeline and changes nothing else.
/// </summary>
internal sealed class TicketReplay
{
    private const string OutOfOrder = "Import.OutOfOrder";

    private readonly List<TimelineEntry> timeline = [];
    private bool isFirst = true;

    /// <param name="opener">Who opened it, as the source names the person.</param>
    public TicketReplay(DateTimeOffset openedAt, string opener)
    {
        LastAt = openedAt;
        Clocks = new(openedAt);
        Log(openedAt, opener, TimelineKind.Opened);
    }

    public IReadOnlyList<TimelineEntry> Timeline => timeline;
    public ReplayedClocks Clocks { get; }

    public TicketState State { get; private set; } = TicketState.New;
    public string? WaitingReason { get; private set; }
    public Guid? GroupId { get; private set; }
    public Guid? AssigneeId { get; private set; }
    public Guid? CategoryId { get; private set; }
    public Guid? SiteId { get; private set; }
    public Impact? Impact { get; private set; }
    public Urgency? Urgency { get; private set; }
    public Priority? Priority { get; private set; }
    public int Reopenings { get; private set; }
    public int Reassignments { get; private set; }

    /// <summary>The last moment that counted; the opening before any did.</summary>
    public DateTimeOffset LastAt { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? LastResolvedAt { get; private set; }
    public DateTimeOffset? LastClosedAt { get; private set; }

    public void Play(TicketMoment moment)
    {
        if (moment.At < LastAt)
        {
            KeepMisplaced(moment);
            return;
        }

        LastAt = moment.At;
        Assign(moment);
        Move(moment);
        Reprioritise(moment);
        (Impact, Urgency) = (moment.Impact ?? Impact, moment.Urgency ?? Urgency);
        (CategoryId, SiteId, Reassignments) = (moment.CategoryId ?? CategoryId, moment.SiteId ?? SiteId, moment.Reassignments ?? Reassignments);
        isFirst = false;
    }

    private void KeepMisplaced(TicketMoment moment)
    {
        Log(moment, TimelineKind.StateChanged, nameof(Ticket.State), null, moment.State, OutOfOrder);
        if (moment.GroupId is { } group && group != GroupId) Log(moment, TimelineKind.Assigned, nameof(Ticket.GroupId), null, group, OutOfOrder);
        if (moment.AssigneeId is { } person && person != AssigneeId) Log(moment, TimelineKind.Assigned, nameof(Ticket.AssigneeId), null, person, OutOfOrder);
    }

    private void Assign(TicketMoment moment)
    {
        if (moment.GroupId is { } group && group != GroupId)
        {
            Log(moment, TimelineKind.Assigned, nameof(Ticket.GroupId), GroupId, group);
            GroupId = group;
        }

        if (moment.AssigneeId is { } person && person != AssigneeId)
        {
            Log(moment, TimelineKind.Assigned, nameof(Ticket.AssigneeId), AssigneeId, person);
            AssigneeId = person;
        }
    }

    /// <summary>A history that begins after a reopening starts from its count: when it was, is not known.</summary>
    private void Move(TicketMoment moment)
    {
        var isReopened = !isFirst && moment.Reopenings > Reopenings;
        Reopenings = isFirst || isReopened ? moment.Reopenings ?? Reopenings : Reopenings;
        if (moment.State != State || moment.WaitingReason != WaitingReason || isReopened) LogMoved(moment, isReopened);

        Clocks.Play(moment, isReopened);
        (State, WaitingReason) = (moment.State, moment.WaitingReason);
        if (State != TicketState.New) StartedAt ??= moment.At;
        if (State == TicketState.Resolved) LastResolvedAt = moment.At;
        if (State == TicketState.Closed) LastClosedAt = moment.At;
    }

    private void LogMoved(TicketMoment moment, bool isReopened) => Log(
        moment, isReopened ? TimelineKind.Reopened : TimelineKind.StateChanged, nameof(Ticket.State), State, moment.State,
        moment.WaitingReason is null ? null : $"WaitingReason.{moment.WaitingReason}");

    /// <summary>The source's priority, never the matrix's; the first one is how the ticket began, not a change.</summary>
    private void Reprioritise(TicketMoment moment)
    {
        if (moment.Priority is not { } priority || priority == Priority) return;
        if (Priority is not null) Log(moment, TimelineKind.FieldChanged, nameof(Ticket.Priority), Priority, priority);
        Priority = priority;
    }

    private void Log(TicketMoment moment, TimelineKind kind, string field, object? before, object after, string? reason = null) =>
        Log(moment.At, moment.Actor, kind, field, before?.ToString(), after.ToString(), reason);

    private void Log(DateTimeOffset at, string actor, TimelineKind kind, string? field = null, string? before = null, string? after = null, string? reason = null) =>
        timeline.Add(new()
        {
            // Sources know minutes: the line's place in the history goes into its id, by which lines of one instant are sorted.
            Id = Guid.CreateVersion7(at.AddMilliseconds(timeline.Count)),
            At = at,
            ActorName = actor,
            Kind = kind,
            Field = field,
            OldValue = before,
            NewValue = after,
            Reason = reason,
            IsReplay = true,
        });
}
