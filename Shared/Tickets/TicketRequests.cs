using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Tickets;

/// <summary>Declares a ticket. Two fields are required; the rest has defaults.</summary>
public sealed class OpenTicketRequest
{
    [RequiredText(TicketLimits.TitleMin, TicketLimits.TitleMax)]
    public string Title { get; set; } = "";

    [RequiredChoice]
    public Guid? CategoryId { get; set; }

    [OptionalText(TicketLimits.TextMax)]
    public string? Description { get; set; }

    [DeclaredValue]
    public TicketKind Kind { get; set; }

    [DeclaredValue]
    public Urgency Urgency { get; set; } = Urgency.Medium;

    public Guid? SiteId { get; set; }

    /// <summary>Answers to the fields of the category: code → invariant text ("12.5", "2026-11-20", "true", an option's code).</summary>
    public Dictionary<string, string?> Fields { get; set; } = [];

    /// <summary>The form in which files were chosen; they go with this, or not at all.</summary>
    [OptionalText(TicketLimits.TrayMax)]
    public string? Tray { get; set; }

    /// <summary>Number of a ticket that is over and that this one carries on: the two are linked.</summary>
    [OptionalText(TicketLimits.CodeMax)]
    public string? Follows { get; set; }
}

public static class TicketLimits
{
    public const int TitleMin = 5;
    public const int TitleMax = 200;
    public const int TextMax = 20_000;
    public const int ReasonMax = 2_000;
    public const int CodeMax = 40;
    public const int TrayMax = 120;
}

/// <summary>What every action on a ticket names: the ticket, and the version the user was looking at.</summary>
public abstract class TicketRequest
{
    public Guid TicketId { get; set; }

    public long Version { get; set; }
}

/// <summary>
/// How the ticket stood when its author began. A step or an assignment sent with it passes although others edited other
/// fields meanwhile; without it, the version has to be the latest.
/// </summary>
public sealed record TicketStand(TicketState State, Guid? AssigneeId, Guid? GroupId);

/// <summary>Takes a step of the workflow. Which of the texts are required is said by the workflow's table.</summary>
public sealed class MoveTicketRequest : TicketRequest
{
    [DeclaredValue]
    public TicketTrigger Trigger { get; set; }

    public TicketStand? Seen { get; set; }

    /// <summary>Code of a waiting reason.</summary>
    [OptionalText(TicketLimits.CodeMax)]
    public string? WaitingReason { get; set; }

    [OptionalText(TicketLimits.TextMax)]
    public string? Solution { get; set; }

    /// <summary>When resolving: also the parts of the ticket that are in progress, with the same solution.</summary>
    public bool WithChildren { get; set; }

    /// <summary>Why it is reopened, cancelled or put on hold; kept as a public comment.</summary>
    [OptionalText(TicketLimits.ReasonMax)]
    public string? Reason { get; set; }

    /// <summary>Today's working time, for whoever may work on the ticket.</summary>
    [Range(TimeLimits.Least, TimeLimits.Most, ErrorMessage = "out-of-range:1:1440")]
    public int? MinutesSpent { get; set; }
}

/// <summary>Gives the ticket to a person, or to a group alone. One of the two is required.</summary>
public sealed class AssignTicketRequest : TicketRequest, IValidatableObject
{
    public Guid? AssigneeId { get; set; }

    /// <summary>Null leaves the group as it is, unless <see cref="WithoutGroup"/> is set.</summary>
    public Guid? GroupId { get; set; }

    /// <summary>Takes the ticket from its group: a person alone keeps it.</summary>
    public bool WithoutGroup { get; set; }

    public TicketStand? Seen { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AssigneeId is null && (GroupId is null || WithoutGroup)) yield return new("required", [nameof(AssigneeId)]);
    }
}

/// <summary>Adds a comment. Comments never conflict, so the version is not looked at.</summary>
public sealed class CommentTicketRequest : TicketRequest
{
    [RequiredText(1, TicketLimits.TextMax)]
    public string Body { get; set; } = "";

    /// <summary>Seen by those who may read internal notes, and by nobody else.</summary>
    public bool IsInternal { get; set; }

    /// <summary>Today's working time, for whoever may work on the ticket.</summary>
    [Range(TimeLimits.Least, TimeLimits.Most, ErrorMessage = "out-of-range:1:1440")]
    public int? MinutesSpent { get; set; }

    /// <summary>The form in which files were chosen; they go with this, or not at all.</summary>
    [OptionalText(TicketLimits.TrayMax)]
    public string? Tray { get; set; }

    /// <summary>Under which id it is kept, for whoever has to find it again; null: a new one.</summary>
    public Guid? EntryId { get; set; }
}

/// <summary>
/// Changes the named fields and no other: Title, Description, TicketKind, CategoryId, SiteId, Impact, Urgency. Each change
/// carries the value its author saw, so the version is not looked at: edits of different fields never conflict.
/// </summary>
public sealed class EditTicketRequest : TicketRequest
{
    public List<FieldChange> Changes { get; set; } = [];

    /// <summary>Refuses to merge: where anybody edited the ticket since that version, nothing is changed.</summary>
    public bool OnlyThisVersion { get; set; }
}

/// <summary>Deletes a ticket; an administrator can bring it back.</summary>
public sealed class DeleteTicketRequest : TicketRequest
{
    [RequiredText(1, TicketLimits.ReasonMax)]
    public string Reason { get; set; } = "";
}

public sealed class RateTicketRequest : TicketRequest
{
    /// <summary>1 (poor) to 5.</summary>
    [Range(1, 5, ErrorMessage = "out-of-range:1:5")]
    public int Score { get; set; }

    [OptionalText(TicketLimits.ReasonMax)]
    public string? Comment { get; set; }
}
