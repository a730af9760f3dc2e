namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>Working time spent on an intervention by one person, both instants kept as they were said, and the way made for it.</summary>
public sealed class InterventionTime
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InterventionId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset Until { get; init; }

    /// <summary>Code of the site's zone, where the contract's scale counts ways by zones.</summary>
    public string? TravelZone { get; init; }

    /// <summary>There and back.</summary>
    public decimal? TravelKilometres { get; init; }

    /// <summary>There and back.</summary>
    public decimal? TravelMinutes { get; init; }
    public string? Note { get; init; }
}
