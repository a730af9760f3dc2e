using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Tickets;

/// <summary>Kinds of answers that a form's field takes.</summary>
public enum FieldKind
{
    Text,
    LongText,
    Number,
    Date,
    YesNo,
    Choice,
}

public static class FieldLimits
{
    public const int CodeMax = 60;
    public const int LabelMax = 100;
    public const int HelpMax = 300;
    public const int TextMax = 200;
    public const int LongTextMax = 4_000;
    public const int OptionsMax = 100;
}

public static class ReplyLimits
{
    public const int TitleMax = 100;
    public const int BodyMax = 10_000;
}

/// <summary>Creates a category (no id) or changes one. Active or not is said by <see cref="ActivateRequest"/>.</summary>
public sealed class SaveCategoryRequest
{
    public Guid? Id { get; set; }

    public long Version { get; set; }

    /// <summary>Null: at the top.</summary>
    public Guid? ParentId { get; set; }

    [RequiredText(2, 100)]
    public string Name { get; set; } = "";

    public Guid? DefaultGroupId { get; set; }

    [OptionalText(60)]
    public string? Skill { get; set; }

    [DeclaredValue]
    public Impact DefaultImpact { get; set; } = Impact.Low;
}

/// <summary>Puts something into use or out of use.</summary>
public sealed record ActivateRequest(Guid Id, long Version, bool IsActive);

/// <summary>Moves something one place among its neighbours.</summary>
public sealed record ArrangeRequest(Guid Id, bool Up);

/// <summary>Creates a field (no id) or changes one; code and kind are those of its creation.</summary>
public sealed class SaveFieldRequest : IValidatableObject
{
    public Guid? Id { get; set; }

    public long Version { get; set; }

    public Guid CategoryId { get; set; }

    [DeclaredValue]
    public FieldKind Kind { get; set; }

    [RequiredText(1, FieldLimits.LabelMax)]
    public string French { get; set; } = "";

    [OptionalText(FieldLimits.LabelMax)]
    public string? English { get; set; }

    [OptionalText(FieldLimits.HelpMax)]
    public string? FrenchHelp { get; set; }

    [OptionalText(FieldLimits.HelpMax)]
    public string? EnglishHelp { get; set; }

    public bool IsRequired { get; set; }

    [Range(-99_999_999_999, 99_999_999_999, ErrorMessage = "out-of-range:-99999999999:99999999999")]
    public decimal? Min { get; set; }

    [Range(-99_999_999_999, 99_999_999_999, ErrorMessage = "out-of-range:-99999999999:99999999999")]
    public decimal? Max { get; set; }

    /// <summary>Of a choice: one at least.</summary>
    public List<FieldOptionRequest> Options { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Min > Max) yield return new("max-below-min", [nameof(Max)]);
        if (Kind != FieldKind.Choice) yield break;
        if (Options.Count == 0) yield return new("required", [nameof(Options)]);
        if (Options.Count > FieldLimits.OptionsMax) yield return new($"too-many:{FieldLimits.OptionsMax}", [nameof(Options)]);
        foreach (var option in Options)
        {
            var wrong = new List<ValidationResult>();
            if (!Validator.TryValidateObject(option, new(option), wrong, validateAllProperties: true)) yield return new(wrong[0].ErrorMessage, [nameof(Options)]);
        }

        if (Options.Select(o => o.French.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() < Options.Count) yield return new("twice", [nameof(Options)]);
    }
}

public sealed class FieldOptionRequest
{
    /// <summary>Null: a new one.</summary>
    [OptionalText(FieldLimits.CodeMax)]
    public string? Code { get; set; }

    [RequiredText(1, FieldLimits.LabelMax)]
    public string French { get; set; } = "";

    [OptionalText(FieldLimits.LabelMax)]
    public string? English { get; set; }
}

/// <summary>Answers the fields of a ticket's category: code → invariant text ("12.5", "2026-11-20", "true", an option's code).</summary>
public sealed class EditTicketFieldsRequest : TicketRequest
{
    public Dictionary<string, string?> Fields { get; set; } = [];
}

/// <summary>Sets the matrix of the organisation (no structure) or of one structure.</summary>
/// <param name="Priorities">Nine, by impact from high to low, then by urgency; null goes back to what is inherited.</param>
/// <param name="Version">Of the matrix that stood there; 0 where none did.</param>
public sealed record SavePrioritiesRequest(Guid? StructureId, IReadOnlyList<Priority>? Priorities, long Version);

/// <summary>Adds a waiting reason (no code) or changes one.</summary>
public sealed class SaveWaitingReasonRequest
{
    public string? Code { get; set; }

    public long Version { get; set; }

    [RequiredText(2, 100)]
    public string French { get; set; } = "";

    [OptionalText(100)]
    public string? English { get; set; }

    /// <summary>Whether the clock of the resolution stands still meanwhile.</summary>
    public bool StopsResolution { get; set; }

    /// <summary>Whether that of the next reply does, too.</summary>
    public bool StopsReply { get; set; }
}

/// <summary>Whom a canned reply is for.</summary>
public enum ReplyAudience
{
    Mine,
    Everybody,
    Structure,
    Group,
}

/// <summary>Adds a canned reply (no id) or changes one. Whose it is stays as it was made: personal or shared.</summary>
public sealed class SaveReplyRequest : IValidatableObject
{
    public Guid? Id { get; set; }

    public long Version { get; set; }

    [RequiredText(2, ReplyLimits.TitleMax)]
    public string Title { get; set; } = "";

    [RequiredText(2, ReplyLimits.BodyMax)]
    public string Body { get; set; } = "";

    /// <summary>"fr", "en", or empty for any.</summary>
    public string? Language { get; set; }

    public Guid? CategoryId { get; set; }

    [DeclaredValue]
    public ReplyAudience Audience { get; set; }

    public Guid? StructureId { get; set; }

    public Guid? GroupId { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Language is not (null or "" or "fr" or "en")) yield return new("unknown-value", [nameof(Language)]);
        if (Audience == ReplyAudience.Structure && StructureId is null) yield return new("required", [nameof(StructureId)]);
        if (Audience == ReplyAudience.Group && GroupId is null) yield return new("required", [nameof(GroupId)]);
    }
}
