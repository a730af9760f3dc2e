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

/// <summary>Takes a step of the workflow. Which of the texts are required is said by the workflow's table.</summary>
public sealed class MoveTicketRequest : TicketRequest
{
    [DeclaredValue]
    public TicketTrigger Trigger { get; set; }

    /// <summary>Code of a waiting reason.</summary>
    [OptionalText(TicketLimits.CodeMax)]
    public string? WaitingReason { get; set; }

    [OptionalText(TicketLimits.TextMax)]
    public string? Solution { get; set; }

    /// <summary>Why it is reopened, cancelled or put on hold; kept as a public comment.</summary>
    [OptionalText(TicketLimits.ReasonMax)]
    public string? Reason { get; set; }
}

/// <summary>Gives the ticket to a person, or to a group alone. One of the two is required.</summary>
public sealed class AssignTicketRequest : TicketRequest, IValidatableObject
{
    public Guid? AssigneeId { get; set; }

    public Guid? GroupId { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AssigneeId is null && GroupId is null) yield return new("required", [nameof(AssigneeId)]);
    }
}

/// <summary>Adds a comment. Comments never conflict, so the version is not looked at.</summary>
public sealed class CommentTicketRequest : TicketRequest
{
    [RequiredText(1, TicketLimits.TextMax)]
    public string Body { get; set; } = "";

    /// <summary>Seen by those who may read internal notes, and by nobody else.</summary>
    public bool IsInternal { get; set; }

    /// <summary>The form in which files were chosen; they go with this, or not at all.</summary>
    [OptionalText(TicketLimits.TrayMax)]
    public string? Tray { get; set; }
}

public sealed class EditTicketRequest : TicketRequest
{
    [RequiredText(TicketLimits.TitleMin, TicketLimits.TitleMax)]
    public string Title { get; set; } = "";

    [RequiredChoice]
    public Guid? CategoryId { get; set; }

    [DeclaredValue]
    public Impact Impact { get; set; }

    [DeclaredValue]
    public Urgency Urgency { get; set; }
}

public sealed class RateTicketRequest : TicketRequest
{
    /// <summary>1 (poor) to 5.</summary>
    [Range(1, 5, ErrorMessage = "out-of-range:1:5")]
    public int Score { get; set; }

    [OptionalText(TicketLimits.ReasonMax)]
    public string? Comment { get; set; }
}
