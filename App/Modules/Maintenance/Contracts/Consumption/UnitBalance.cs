using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>How a contract stands in one unit on a day, over the pots that count that day.</summary>
public sealed record UnitBalance(ContractUnit Unit, decimal Granted, decimal Used)
{
    /// <summary>Below zero where it was overdrawn.</summary>
    public decimal Left => Granted - Used;

    /// <summary>Of what is granted, cut to whole percents; more than 100 where it was overdrawn.</summary>
    public int Percent => Granted <= 0 ? (Used > 0 ? 100 : 0) : (int)Math.Min(Used * 100m / Granted, 999m);

    /// <summary>In the order of the units; one that is not counted has none. Of a contract that is over or has not begun, its last or first day counts.</summary>
    public static IReadOnlyList<UnitBalance> Of(Contract contract, IEnumerable<CountedPot> pots, DateOnly today)
    {
        var day = DayWithin(contract, today);
        return [.. pots.Where(p => p.Pot.Holds(day)).GroupBy(p => p.Unit).OrderBy(g => g.Key).Select(g => new UnitBalance(g.Key, g.Sum(p => p.Pot.Granted), g.Sum(p => p.Pot.Used)))];
    }

    public static DateOnly DayWithin(Contract contract, DateOnly today) => today < contract.StartsOn ? contract.StartsOn : today > contract.EndsOn ? contract.EndsOn : today;
}
