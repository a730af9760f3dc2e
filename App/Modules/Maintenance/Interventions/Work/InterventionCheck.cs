using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>A point to check on one intervention: passed or failed, or measured against limits.</summary>
public sealed class InterventionCheck : OpsFlux.Kernel.Records.IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InterventionId { get; init; }

    /// <summary>The checklist it comes from; null: it is gone since.</summary>
    public Guid? ChecklistId { get; init; }

    /// <summary>As the checklist was called.</summary>
    public string? Checklist { get; init; }

    /// <summary>Rises down the list.</summary>
    public int Position { get; init; }
    public required string Text { get; init; }
    public required CheckKind Kind { get; init; }

    /// <summary>Of a measure, such as bar or °C.</summary>
    public string? Unit { get; init; }

    /// <summary>The lowest value that passes; null: none is too low.</summary>
    public decimal? Lowest { get; init; }

    /// <summary>The highest value that passes; null: none is too high.</summary>
    public decimal? Highest { get; init; }

    /// <summary>Without an answer the intervention is not closed.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>Null until it is done.</summary>
    public CheckResult? Result { get; set; }

    /// <summary>What was measured.</summary>
    public decimal? Value { get; set; }
    public string? Note { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
    public Guid? DoneBy { get; set; }

    /// <summary>The request that its failure raised.</summary>
    public Guid? RequestId { get; set; }
    public long Version { get; set; } = 1;
}
