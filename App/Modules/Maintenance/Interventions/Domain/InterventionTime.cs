namespace OpsFlux.Modules.Maintenance.Interventions.Domain;

/// <summary>Working time spent on an intervention by one person, both instants kept as they were said.</summary>
public sealed class InterventionTime
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InterventionId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset Until { get; init; }
}
