using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists;

/// <summary>What is to be checked on interventions of a kind: data of the organisation. Interventions keep a copy of the points they began with.</summary>
public sealed class InterventionChecklist : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary>Equipment of this type alone; null: of any, and work on none.</summary>
    public Guid? EquipmentTypeId { get; set; }

    /// <summary>This kind of work alone; null: any.</summary>
    public InterventionType? Type { get; set; }
    public long Version { get; set; } = 1;
    public List<ChecklistPoint> Points { get; } = [];
}

/// <summary>A point of a checklist.</summary>
public sealed class ChecklistPoint
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ChecklistId { get; init; }

    /// <summary>Rises down the list.</summary>
    public required int Position { get; init; }
    public required string Text { get; init; }
    public required CheckKind Kind { get; init; }
    public string? Unit { get; init; }

    /// <summary>The lowest value that passes; null: none is too low.</summary>
    public decimal? Lowest { get; init; }

    /// <summary>The highest value that passes; null: none is too high.</summary>
    public decimal? Highest { get; init; }
    public bool IsMandatory { get; init; }
}
