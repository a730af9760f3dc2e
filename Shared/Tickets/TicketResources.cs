using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Shared.Tickets;

/// <summary>A ticket in a list.</summary>
public class TicketItem
{
    [Description("Identifier of the ticket.")]
    public required Guid Id { get; init; }

    [Description("What people call it, such as TIC-2026-000042.")]
    public required string Number { get; init; }

    [Description("In one line.")]
    public required string Title { get; init; }

    [Description("Incident or service request.")]
    public required TicketKind Kind { get; init; }

    [Description("State of the workflow.")]
    public required TicketState State { get; init; }

    [Description("Code of the reason while the state is `waiting`.")]
    public string? WaitingReason { get; init; }

    [Description("From impact and urgency.")]
    public required Priority Priority { get; init; }

    [Description("How many are hindered.")]
    public required Impact Impact { get; init; }

    [Description("How soon it hurts.")]
    public required Urgency Urgency { get; init; }

    [Description("The organisation it belongs to.")]
    public required NamedRef Structure { get; init; }

    [Description("Where it is.")]
    public NamedRef? Site { get; init; }

    [Description("What it is about.")]
    public required NamedRef Category { get; init; }

    [Description("Who asked.")]
    public required NamedRef Requester { get; init; }

    [Description("Who does it.")]
    public NamedRef? Assignee { get; init; }

    [Description("The team it was routed to.")]
    public NamedRef? Group { get; init; }

    [Description("When it was declared.")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("When anything of it changed last.")]
    public required DateTimeOffset UpdatedAt { get; init; }

    [Description("When it was resolved last.")]
    public DateTimeOffset? ResolvedAt { get; init; }

    [Description("When it was closed or cancelled; null while it is open.")]
    public DateTimeOffset? ClosedAt { get; init; }

    [Description("How often it came back.")]
    public int ReopenCount { get; init; }

    [Description("Raised by each edit of a person.")]
    public required long Version { get; init; }
}

/// <summary>A ticket as read by itself.</summary>
public sealed class TicketResource : TicketItem
{
    [Description("Markdown, as the requester typed it.")]
    public string? Description { get; init; }

    [Description("How it was resolved.")]
    public string? Solution { get; init; }

    [Description("When somebody took it in charge first.")]
    public DateTimeOffset? StartedAt { get; init; }

    [Description("The requester's rating, 1 (poor) to 5.")]
    public int? Score { get; init; }

    [Description("What the requester wrote with the rating.")]
    public string? ScoreComment { get; init; }

    [Description("Number of the ticket into which this one was merged.")]
    public string? MergedInto { get; init; }
}

/// <summary>Declares a ticket for oneself.</summary>
public sealed class CreateTicketRequest
{
    [RequiredText(TicketLimits.TitleMin, TicketLimits.TitleMax)]
    [Description("In one line.")]
    public string Title { get; set; } = "";

    [RequiredChoice]
    [Description("A category that is in use.")]
    public Guid? CategoryId { get; set; }

    [OptionalText(TicketLimits.TextMax)]
    [Description("Markdown.")]
    public string? Description { get; set; }

    [DeclaredValue]
    [Description("Incident (the usual one) or service request.")]
    public TicketKind Kind { get; set; }

    [DeclaredValue]
    [Description("How soon it hurts.")]
    public Urgency Urgency { get; set; } = Urgency.Medium;

    [Description("A site of one's own structure.")]
    public Guid? SiteId { get; set; }

    [Description("Answers to the fields of the category: code → invariant text.")]
    public Dictionary<string, string?> Fields { get; set; } = [];

    [OptionalText(TicketLimits.CodeMax)]
    [Description("Number of a ticket that is over and that this one carries on.")]
    public string? Follows { get; set; }
}

/// <summary>Fields of a ticket to change: what is absent stays, what is null is cleared. All are texts.</summary>
public sealed class TicketPatch
{
    [Description("In one line, 5 to 200 characters.")]
    public string? Title { get; set; }

    [Description("Markdown, up to 20000 characters; null clears it.")]
    public string? Description { get; set; }

    [Description("Incident or service request.")]
    public TicketKind? Kind { get; set; }

    [Description("A category that is in use.")]
    public Guid? CategoryId { get; set; }

    [Description("A site of the ticket's structure; null clears it.")]
    public Guid? SiteId { get; set; }

    [Description("How many are hindered.")]
    public Impact? Impact { get; set; }

    [Description("How soon it hurts.")]
    public Urgency? Urgency { get; set; }
}

/// <summary>A step that the caller may take from the ticket's present state.</summary>
public sealed record TicketTransition(
    [property: Description("Name of the step, as in the address that takes it.")] TicketTrigger Trigger,
    [property: Description("State to which it leads.")] TicketState To,
    [property: Description("Fields of the request that have to be filled.")] IReadOnlyList<string> Required);

/// <summary>Takes a step. Which fields are required is said by the step (`GET …/transitions`).</summary>
public sealed class TakeStepRequest
{
    [Description("For `wait`: code of a waiting reason.")]
    [OptionalText(TicketLimits.CodeMax)]
    public string? WaitingReason { get; set; }

    [Description("For `resolve`: how it was resolved.")]
    [OptionalText(TicketLimits.TextMax)]
    public string? Solution { get; set; }

    [Description("For `resolve`: also the parts of the ticket that are in progress.")]
    public bool WithChildren { get; set; }

    [Description("For `reopen`, `cancel` and `wait`: why; kept as a public comment.")]
    [OptionalText(TicketLimits.ReasonMax)]
    public string? Reason { get; set; }

    [Description("For `assign`: the person.")]
    public Guid? AssigneeId { get; set; }

    [Description("For `assign`: the team.")]
    public Guid? GroupId { get; set; }

    [Description("Today's working time in minutes, for whoever may work on the ticket.")]
    [Range(TimeLimits.Least, TimeLimits.Most, ErrorMessage = "out-of-range:1:1440")]
    public int? MinutesSpent { get; set; }
}

/// <summary>A comment or an internal note.</summary>
public sealed record TicketComment(
    [property: Description("Identifier of the comment.")] Guid Id,
    [property: Description("When it was written.")] DateTimeOffset CreatedAt,
    [property: Description("Who wrote it.")] string Author,
    [property: Description("Markdown.")] string Body,
    [property: Description("A note that is shown to those alone who may read notes.")] bool IsInternal);

/// <summary>Adds a comment.</summary>
public sealed class AddCommentRequest
{
    [RequiredText(1, TicketLimits.TextMax)]
    [Description("Markdown.")]
    public string Body { get; set; } = "";

    [Description("Makes it a note, for those who may write notes.")]
    public bool IsInternal { get; set; }

    [Description("Today's working time in minutes, for whoever may work on the ticket.")]
    [Range(TimeLimits.Least, TimeLimits.Most, ErrorMessage = "out-of-range:1:1440")]
    public int? MinutesSpent { get; set; }
}

/// <summary>Rates a closed ticket, once after each closing.</summary>
public sealed class AddRatingRequest
{
    [Range(1, 5, ErrorMessage = "out-of-range:1:5")]
    [Description("1 (poor) to 5.")]
    public int Score { get; set; }

    [OptionalText(TicketLimits.ReasonMax)]
    [Description("In words.")]
    public string? Comment { get; set; }
}

/// <summary>A clock of a ticket, as it stands when it is asked for.</summary>
public sealed class TicketClock
{
    [Description("What it measures: `take-charge`, `reply` or `resolution`.")]
    public required string Code { get; init; }

    [Description("`running`, `paused`, `met`, `breached` (late, and still awaited), `metLate`, `cancelled`, `excluded` from the figures, or `unagreed` where nothing is agreed.")]
    public required string State { get; init; }

    [Description("Name of the agreement its target comes from.")]
    public string? Agreement { get; init; }

    [Description("When it began.")]
    public DateTimeOffset? StartedAt { get; init; }

    [Description("When it is due; absent while it waits with time left. Of a clock that stopped: when it would have been due.")]
    public DateTimeOffset? DueAt { get; init; }

    [Description("When what it awaits was done.")]
    public DateTimeOffset? StoppedAt { get; init; }

    [Description("Working time that has passed.")]
    public long? ElapsedSeconds { get; init; }

    [Description("Working time that remains; negative by as much as it is late.")]
    public long? RemainingSeconds { get; init; }
}
