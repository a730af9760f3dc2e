namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>A part that was used up by the work.</summary>
public sealed class InterventionPart
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InterventionId { get; init; }
    public required string Name { get; init; }

    /// <summary>Of the maker or of our store.</summary>
    public string? Reference { get; init; }

    /// <summary>Above zero; metres and litres have decimals.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Of one, in the organisation's currency; null: not known.</summary>
    public decimal? UnitPrice { get; init; }
    public required Guid AddedBy { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
}
