using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Tickets;

public static class ChecklistLimits
{
    public const int TextMax = 300;
    public const int NameMax = 100;

    /// <summary>On one ticket, and in one template.</summary>
    public const int MostItems = 100;
}

public sealed class AddChecklistItemRequest : TicketRequest
{
    [RequiredText(1, ChecklistLimits.TextMax)]
    public string Text { get; set; } = "";
}

public enum ChecklistStep
{
    Tick,
    Untick,
    Up,
    Down,
    Remove,
}

/// <summary>Answers, moves or removes an item. Never conflicts with an edit of the ticket; an answer given twice is one.</summary>
public sealed class ChecklistStepRequest : TicketRequest
{
    public Guid ItemId { get; set; }

    [DeclaredValue]
    public ChecklistStep Step { get; set; }
}

/// <summary>Adds a template, or changes it where one is named.</summary>
public sealed class ChecklistTemplateRequest : IValidatableObject
{
    public Guid? Id { get; set; }

    [RequiredText(1, ChecklistLimits.NameMax)]
    public string Name { get; set; } = "";

    [RequiredChoice]
    public Guid? CategoryId { get; set; }

    /// <summary>One item a line; empty lines count for nothing.</summary>
    [RequiredText(1, ChecklistLimits.MostItems * (ChecklistLimits.TextMax + 1))]
    public string Lines { get; set; } = "";

    public bool IsRequired { get; set; }

    public IReadOnlyList<string> Items() => Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Items().Count > ChecklistLimits.MostItems) yield return new($"too-many:{ChecklistLimits.MostItems}", [nameof(Lines)]);
        if (Items().Any(i => i.Length > ChecklistLimits.TextMax)) yield return new($"line-too-long:{ChecklistLimits.TextMax}", [nameof(Lines)]);
    }
}
