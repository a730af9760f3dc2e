using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>A point of a checklist.</summary>
public sealed class ChecklistPointFields
{
    [Description("What is to be checked.")]
    public string Text { get; set; } = "";

    [Description("Passed or failed, or measured against limits.")]
    public CheckKind Kind { get; set; }

    [Description("Unit of a measure.")]
    public string? Unit { get; set; }

    [Description("Lowest value that passes; null: none is too low.")]
    public decimal? Lowest { get; set; }

    [Description("Highest value that passes; null: none is too high.")]
    public decimal? Highest { get; set; }

    [Description("Without an answer the intervention is not closed.")]
    public bool IsMandatory { get; set; } = true;
}

/// <summary>Makes a checklist (no id), or changes one; interventions that have begun with it keep theirs.</summary>
public sealed class SaveChecklistRequest : IValidatableObject
{
    public Guid? Id { get; set; }

    public long Version { get; set; }

    [RequiredText(2, WorkLimits.ChecklistNameMax)]
    public string Name { get; set; } = "";

    /// <summary>Null: whatever the work is on, and where it is on no equipment.</summary>
    public Guid? EquipmentTypeId { get; set; }

    /// <summary>Null: whatever kind of work it is.</summary>
    [DeclaredValue]
    public InterventionType? Type { get; set; }

    public List<ChecklistPointFields> Points { get; set; } = [];

    /// <summary>What is wrong with a point names its place, counted from one.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Points.Count == 0) yield return new("required", [nameof(Points)]);
        if (Points.Count > WorkLimits.PointsMax) yield return new($"too-many:{WorkLimits.PointsMax}", [nameof(Points)]);
        for (var i = 0; i < Points.Count; i++)
            if (Wrong(Points[i]) is { } code) yield return new($"{code}:{i + 1}", [nameof(Points)]);
    }

    private static string? Wrong(ChecklistPointFields point)
    {
        if (new RequiredTextAttribute(2, WorkLimits.CheckTextMax).GetValidationResult(point.Text, new(point) { MemberName = nameof(point.Text) }) is not null) return "point-text";
        if (new OptionalTextAttribute(WorkLimits.UnitMax).GetValidationResult(point.Unit, new(point) { MemberName = nameof(point.Unit) }) is not null) return "point-unit";
        if (!Enum.IsDefined(point.Kind)) return "point-text";
        return point.Lowest > point.Highest || IsWide(point.Lowest) || IsWide(point.Highest) ? "point-limits" : null;
    }

    private static bool IsWide(decimal? limit) => limit is { } value && Math.Abs(value) > WorkLimits.ValueMax;
}

/// <summary>How a point came out. Nothing but a note: the answer is taken back.</summary>
public class CheckAnswer : IValidatableObject
{
    [DeclaredValue]
    [Description("How it came out; of a measure only that it does not apply, since its value is judged by the limits.")]
    public CheckResult? Result { get; set; }

    [Range(-WorkLimits.ValueMax, WorkLimits.ValueMax, ErrorMessage = "out-of-range:-999999999:999999999")]
    [Description("What was measured.")]
    public decimal? Value { get; set; }

    [OptionalText(WorkLimits.NoteMax)]
    [Description("What there is to say of it.")]
    public string? Note { get; set; }

    /// <summary>What does not apply has no value.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Value is not null && Result is CheckResult.NotApplicable) yield return new("unknown-value", [nameof(Value)]);
    }
}

/// <summary>Answers a point of an intervention that is not over, or takes the answer back.</summary>
public sealed class AnswerCheckRequest : CheckAnswer
{
    public Guid InterventionId { get; set; }

    public Guid CheckId { get; set; }

    /// <summary>Of the point, as it was seen.</summary>
    public long Version { get; set; }
}

/// <summary>Puts the points of a checklist on an intervention.</summary>
public sealed class AddChecklistBody
{
    [RequiredChoice]
    [Description("Identifier of the checklist.")]
    public Guid? ChecklistId { get; set; }
}
