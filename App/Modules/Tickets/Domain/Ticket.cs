using System.Linq.Expressions;
using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Workflow;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>A request made to the service desk: an incident or a service request (ITIL 4).</summary>
public sealed partial class Ticket : BusinessRecord, IOwnedRecord<Ticket>
{
    public const string RecordKind = "ticket";

    /// <summary>Whoever loses the ticket in this save hears of it too, so that it leaves his list.</summary>
    private Guid? formerAssigneeId;

    public override string Kind => RecordKind;
    public override DateTimeOffset NumberedAt => OpenedAt;
    public override IEnumerable<Guid> Audience => new[] { RequesterId, AssigneeId, formerAssigneeId }.OfType<Guid>();

    public TicketKind TicketKind { get; set; }
    public required string Title { get; set; }

    /// <summary>Markdown as the requester typed it.</summary>
    public string? Description { get; set; }
    public required Guid RequesterId { get; init; }
    public Guid? SiteId { get; set; }
    public Guid CategoryId { get; set; }
    public Impact Impact { get; set; } = Impact.Low;
    public Urgency Urgency { get; set; } = Urgency.Medium;
    public Priority Priority { get; set; }
    public TicketState State { get; set; } = TicketState.New;

    /// <summary>Code of the reason while the state is Waiting, else null.</summary>
    public string? WaitingReason { get; set; }
    public Guid? GroupId { get; set; }
    public Guid? AssigneeId { get; set; }

    /// <summary>How it was resolved, in words for the requester.</summary>
    public string? Solution { get; set; }
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>First time somebody took it in charge.</summary>
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Closed or cancelled. Null while the ticket is open, which the partial indexes rely on.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
    public int ReopenCount { get; set; }
    public int ReassignmentCount { get; set; }

    /// <summary>1 (poor) to 5; null until the requester has rated.</summary>
    public int? Score { get; private set; }
    public string? ScoreComment { get; private set; }
    public DateTimeOffset? RatedAt { get; private set; }

    public static Expression<Func<Ticket, bool>> OwnedBy(Guid userId) => t => t.RequesterId == userId || t.AssigneeId == userId;

    public bool IsOwnedBy(Guid userId) => RequesterId == userId || AssigneeId == userId;

    /// <summary>Declares a ticket at <paramref name="now"/>. Priority comes from the structure's matrix, impact from the category.</summary>
    public static Ticket Open(OpenTicketRequest request, Guid requesterId, Guid structureId, Impact impact, PriorityMatrix matrix, DateTimeOffset now)
    {
        var ticket = new Ticket
        {
            Title = TypedText.OneLine(request.Title),
            Description = string.IsNullOrWhiteSpace(request.Description) ? null : request.Description.Trim(),
            TicketKind = request.Kind,
            RequesterId = requesterId,
            StructureId = structureId,
            SiteId = request.SiteId,
            CategoryId = request.CategoryId ?? Guid.Empty,
            Impact = impact,
            Urgency = request.Urgency,
            Priority = matrix.For(impact, request.Urgency),
            OpenedAt = now,
            CreatedAt = now,
        };
        ticket.StartClocks();
        ticket.Log(new() { Kind = TimelineKind.Opened, Body = ticket.Description });
        ticket.Raise(new TicketOpened(ticket.Id, ticket.RequesterId, ticket.CategoryId, ticket.Priority));
        return ticket;
    }

    /// <param name="author">Who says it: a requester waits for an answer, anybody else gives one.</param>
    /// <param name="mentioned">Those whom it names and who may read it.</param>
    /// <param name="id">Of its line; null: a new one.</param>
    public void Comment(string body, bool isInternal, Guid author, IReadOnlyList<Guid>? mentioned = null, Guid? id = null)
    {
        if (!isInternal) TimeReply(author);
        var entry = new TimelineEntry { Id = id ?? Guid.CreateVersion7(), Kind = isInternal ? TimelineKind.InternalNote : TimelineKind.Comment, Body = body.Trim(), IsInternal = isInternal };
        Log(entry);
        Raise(new TicketCommented(Id, RequesterId, AssigneeId, GroupId, isInternal) { EntryId = entry.Id, Mentioned = mentioned ?? [] });
    }

    /// <summary>
    /// Changes the fields named, which nobody else touched; the priority follows impact and urgency by the structure's matrix, and
    /// stands while neither changes: it may be an import's, or from before the matrix was changed. Refused once the ticket is over.
    /// </summary>
    public Result Edit(IReadOnlyList<FieldChange> changes, PriorityMatrix matrix)
    {
        if (ClosedAt is not null) return Refusal.Conflict(TicketRefusals.IsOver);
        var edited = FieldMerge.Apply(this, TicketFields.All, changes);
        if (edited.Failed) return edited;

        if (changes.Any(c => c.Field is nameof(Impact) or nameof(Urgency)))
            Change(nameof(Priority), Priority, matrix.For(Impact, Urgency), v => Priority = v);
        if (LoggedEntries.Count > 0) Raise(new TicketEdited(Id, RequesterId, AssigneeId));
        return Result.Ok;
    }

    /// <summary>Whether the person who asked may still put his own description right: until somebody takes it in charge.</summary>
    public bool MayDescribe(Guid person) => person == RequesterId && StartedAt is null && State is (TicketState.New or TicketState.Assigned);

    /// <summary>Records the requester's opinion, 1 (poor) to 5. Refused before closing, from anybody else, and the second time.</summary>
    public Result Rate(int score, string? comment, Guid person, DateTimeOffset now)
    {
        if (person != RequesterId) return Refusal.Conflict(TicketRefusals.NotRequester);
        if (State is not TicketState.Closed) return Refusal.Conflict(TicketRefusals.NotClosed);
        if (RatedAt is not null) return Refusal.Conflict(TicketRefusals.AlreadyRated);

        (Score, ScoreComment, RatedAt) = (score, string.IsNullOrWhiteSpace(comment) ? null : comment.Trim(), now);
        Log(new() { Kind = TimelineKind.Rated, NewValue = score.ToString(System.Globalization.CultureInfo.InvariantCulture), Body = ScoreComment });
        Raise(new TicketRated(Id, AssigneeId, score));
        return Result.Ok;
    }

    private void Change<T>(string field, T before, T after, Action<T> set)
    {
        if (EqualityComparer<T>.Default.Equals(before, after)) return;
        set(after);
        Log(new() { Kind = TimelineKind.FieldChanged, Field = field, OldValue = before?.ToString(), NewValue = after?.ToString() });
    }
}
