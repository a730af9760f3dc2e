using System.Text.Json;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Maintenance.Contracts.Rates;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>What a line was counted from, whole, so that it can be counted again: the entry, its pieces, the way.</summary>
/// <param name="Total">Of the entry, of which the line may be a part.</param>
public sealed record ConsumptionDetail(decimal Total)
{
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public string? Grade { get; init; }
    public IReadOnlyList<PieceCost> Pieces { get; init; } = [];
    public TravelMade? Travel { get; init; }

    /// <summary>How many works share the way.</summary>
    public int? SharedBy { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, AppDbContext.EventJson);

    public static ConsumptionDetail Parse(string json) => JsonSerializer.Deserialize<ConsumptionDetail>(json, AppDbContext.EventJson)!;   // only ever written by ToJson
}
