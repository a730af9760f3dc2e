namespace OpsFlux.Modules.Maintenance.Interventions.Work.Costs;

/// <summary>Working time as it is priced.</summary>
/// <param name="HourlyRate">Null: not known.</param>
public sealed record PricedTime(string Person, DateTimeOffset From, DateTimeOffset Until, decimal? Kilometres, decimal? HourlyRate);

/// <summary>A part as it is priced.</summary>
/// <param name="UnitPrice">Null: not known.</param>
public sealed record PricedPart(string Name, decimal Quantity, decimal? UnitPrice);

/// <summary>
/// What an intervention cost us, in the organisation's currency, by the rates as they stand today. What is not known is
/// named and never counted as nothing.
/// </summary>
/// <param name="Labour">Hours × hourly rate, of those whose rate is known.</param>
/// <param name="Way">Kilometres × cost of one; null where no cost is set.</param>
/// <param name="Parts">Quantity × price, of those whose price is known.</param>
public sealed record InterventionCosts(decimal Labour, decimal? Way, decimal Parts, IReadOnlyList<string> UnknownRates, IReadOnlyList<string> UnknownPrices)
{
    private const int Cents = 2;

    /// <summary>Of what is known.</summary>
    public decimal Total => Labour + (Way ?? 0m) + Parts;

    /// <summary>Whether all of it is known.</summary>
    public bool IsWhole => UnknownRates.Count == 0 && UnknownPrices.Count == 0;

    /// <param name="kilometre">What one costs; null or nothing: ways are not counted.</param>
    public static InterventionCosts Of(IReadOnlyList<PricedTime> times, IReadOnlyList<PricedPart> parts, decimal? kilometre) => new(
        times.Sum(t => Rounded(Hours(t) * (t.HourlyRate ?? 0m))),
        kilometre is > 0 and { } each ? times.Sum(t => Rounded((t.Kilometres ?? 0m) * each)) : null,
        parts.Sum(p => Rounded(p.Quantity * (p.UnitPrice ?? 0m))),
        [.. times.Where(t => t.HourlyRate is null && t.Until > t.From).Select(t => t.Person).Distinct()],
        [.. parts.Where(p => p.UnitPrice is null).Select(p => p.Name).Distinct()]);

    private static decimal Hours(PricedTime time) => (decimal)(time.Until - time.From).Ticks / TimeSpan.TicksPerHour;

    private static decimal Rounded(decimal amount) => Math.Round(amount, Cents, MidpointRounding.AwayFromZero);
}
