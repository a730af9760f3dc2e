namespace OpsFlux.Modules.Maintenance.Contracts.Rates;

/// <summary>How the way to a site is counted.</summary>
public enum TravelKind
{
    None,
    FlatZone,
    PerKilometre,
    PerMinute,
}

/// <summary>A way that was made for an intervention.</summary>
/// <param name="Zone">Code of the site's zone.</param>
public sealed record TravelMade(string? Zone, decimal Kilometres, decimal Minutes);

/// <summary>What one visit's way costs, in the unit of the scale it belongs to.</summary>
/// <param name="Rate">Of a kilometre or a minute.</param>
/// <param name="Zones">What each zone costs; a zone that is not named costs nothing.</param>
public sealed record TravelRates(TravelKind Kind, decimal Rate, IReadOnlyDictionary<string, decimal> Zones)
{
    public static readonly TravelRates None = new(TravelKind.None, 0m, new Dictionary<string, decimal>());

    private const decimal Cent = 0.01m;

    public decimal CostOf(TravelMade travel) => Kind switch
    {
        TravelKind.FlatZone => travel.Zone is { } zone ? Zones.GetValueOrDefault(zone) : 0m,
        TravelKind.PerKilometre => travel.Kilometres * Rate,
        TravelKind.PerMinute => travel.Minutes * Rate,
        _ => 0m,
    };

    /// <summary>
    /// What each of the works done on one site and one day bears of the way there: the dearest way is counted once and
    /// divided equally, to the hundredth, the first ones bearing what cannot be divided.
    /// </summary>
    /// <param name="made">In the order of the works; as many shares come back, and their sum is the cost of the visit.</param>
    public IReadOnlyList<decimal> Share(IReadOnlyList<TravelMade> made)
    {
        if (made.Count == 0) return [];
        var cost = Math.Round(made.Max(CostOf), 2, MidpointRounding.AwayFromZero);
        var share = Math.Floor(cost / made.Count / Cent) * Cent;
        var left = (int)((cost - (share * made.Count)) / Cent);
        return [.. made.Select((_, index) => index < left ? share + Cent : share)];
    }
}
