using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Rates;

/// <summary>A stock of minutes, points or interventions that a contract gives.</summary>
/// <param name="Used">So far; more than granted where an overrun was allowed.</param>
/// <param name="To">Last day on which it counts; null: as long as the contract.</param>
/// <param name="IsIncluded">In the contract itself, as against bought beside it: what bears an overrun.</param>
public sealed record Pot(Guid Id, decimal Granted, decimal Used, DateOnly? From, DateOnly? To, bool IsIncluded)
{
    public decimal Left => Granted - Used;

    public bool Holds(DateOnly date) => (From is null || From <= date) && (To is null || To >= date);
}

/// <summary>So much from one pot.</summary>
public sealed record PotShare(Guid PotId, decimal Units);

/// <summary>How a cost is borne.</summary>
/// <param name="Shares">What each pot gives; an allowed overrun is in them.</param>
/// <param name="Overdrawn">Of the shares, what goes below zero.</param>
/// <param name="ToQuote">Outside the contract, to be offered and invoiced apart.</param>
/// <param name="Missing">More than zero: refused, and nothing is to be drawn.</param>
public sealed record PotDraw(IReadOnlyList<PotShare> Shares, decimal Overdrawn, decimal ToQuote, decimal Missing)
{
    public bool IsRefused => Missing > 0;

    /// <summary>From what expires first; of equals, from what was granted first.</summary>
    /// <param name="tolerancePercent">Of all that is granted on that day: how far below zero <see cref="OverrunPolicy.Allow"/> lets it go in all.</param>
    public static PotDraw Of(IEnumerable<Pot> pots, decimal units, DateOnly on, OverrunPolicy policy, decimal tolerancePercent)
    {
        List<Pot> usable = [.. pots.Where(p => p.Holds(on)).OrderBy(p => p.To ?? DateOnly.MaxValue).ThenBy(p => p.From ?? DateOnly.MinValue).ThenBy(p => p.Id)];
        var shares = new List<PotShare>();
        var rest = Math.Max(units, 0m);
        foreach (var pot in usable.Where(p => p.Left > 0).TakeWhile(_ => rest > 0))
        {
            var share = Math.Min(pot.Left, rest);
            shares.Add(new(pot.Id, share));
            rest -= share;
        }

        if (rest == 0) return new(shares, 0m, 0m, 0m);
        return policy switch
        {
            OverrunPolicy.Quote => new(shares, 0m, rest, 0m),
            OverrunPolicy.Allow when Bears(usable, rest, tolerancePercent) => new(Overdraw(usable, shares, rest), rest, 0m, 0m),
            _ => new([], 0m, 0m, rest),
        };
    }

    private static bool Bears(List<Pot> usable, decimal rest, decimal tolerancePercent)
    {
        var below = usable.Sum(p => Math.Max(-p.Left, 0m));
        return usable.Count > 0 && below + rest <= usable.Sum(p => p.Granted) * tolerancePercent / 100m;
    }

    private static List<PotShare> Overdraw(List<Pot> usable, List<PotShare> shares, decimal rest)
    {
        var bearer = (usable.LastOrDefault(p => p.IsIncluded) ?? usable[^1]).Id;
        var own = shares.FirstOrDefault(s => s.PotId == bearer)?.Units ?? 0m;
        return [.. shares.Where(s => s.PotId != bearer), new(bearer, own + rest)];
    }
}
