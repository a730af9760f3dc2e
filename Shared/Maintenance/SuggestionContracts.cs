using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

public static class AskedSkillLimits
{
    /// <summary>Of one type of equipment.</summary>
    public const int Most = 20;
    public const int TextMax = Most * (TechnicianLimits.SkillMax + 2);
}

/// <summary>Says which skills work on a type of equipment asks for.</summary>
public sealed class SaveAskedSkillsRequest : IValidatableObject
{
    [RequiredChoice]
    public Guid EquipmentTypeId { get; set; }

    /// <summary>Separated by commas; empty: anybody may do it.</summary>
    [OptionalText(AskedSkillLimits.TextMax)]
    public string? Skills { get; set; }

    /// <summary>As they were when the form was opened.</summary>
    [OptionalText(AskedSkillLimits.TextMax)]
    public string? Seen { get; set; }

    public IReadOnlyList<string> Names => Split(Skills);

    public IReadOnlyList<string> SeenNames => Split(Seen);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Names.Count > AskedSkillLimits.Most) yield return new("too-many-skills", [nameof(Skills)]);
        if (Names.Any(n => n.Length > TechnicianLimits.SkillMax)) yield return new("skill-too-long", [nameof(Skills)]);
    }

    private static List<string> Split(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>How a fact about a technician speaks for the work or against it.</summary>
public enum ReasonWeight
{
    For,
    Neutral,
    Against,

    /// <summary>He is not suggested for it.</summary>
    Prevents,
}

/// <summary>A fact about a technician that counts for an intervention.</summary>
public sealed class SuggestionReasonResource
{
    [Description("Stable code of the fact.")]
    public required string Code { get; init; }

    [Description("How it counts.")]
    public required ReasonWeight Weight { get; init; }

    [Description("The fact in words, in the language of the caller.")]
    public required string Text { get; init; }
}

/// <summary>A technician suggested for an intervention; the best first, those who cannot do it last.</summary>
public sealed class SuggestedTechnician
{
    [Description("His account, by which work is given to him.")]
    public required Guid UserId { get; init; }

    [Description("His name.")]
    public required string Name { get; init; }

    [Description("Whether he is there now.")]
    public required TechnicianState State { get; init; }

    [Description("False where something prevents it, such as an absence or a certificate that has expired.")]
    public required bool IsPossible { get; init; }

    [Description("What counted.")]
    public required IReadOnlyList<SuggestionReasonResource> Reasons { get; init; }
}
