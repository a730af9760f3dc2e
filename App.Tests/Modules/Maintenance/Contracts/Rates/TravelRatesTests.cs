using OpsFlux.Modules.Maintenance.Contracts.Rates;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts.Rates;

public sealed class TravelRatesTests
{
    private static readonly TravelRates Zones = new(TravelKind.FlatZone, 0m, new Dictionary<string, decimal> { ["A"] = 30m, ["B"] = 60m });

    [Fact]
    public void A_way_costs_by_zone_by_kilometre_or_by_minute()
    {
        Assert.Equal(60m, Zones.CostOf(new("B", 12m, 20m)));
        Assert.Equal(0m, Zones.CostOf(new("Z", 12m, 20m)));
        Assert.Equal(0m, Zones.CostOf(new(null, 12m, 20m)));
        Assert.Equal(18m, new TravelRates(TravelKind.PerKilometre, 1.5m, Zones.Zones).CostOf(new("B", 12m, 20m)));
        Assert.Equal(10m, new TravelRates(TravelKind.PerMinute, 0.5m, Zones.Zones).CostOf(new("B", 12m, 20m)));
        Assert.Equal(0m, TravelRates.None.CostOf(new("B", 12m, 20m)));
    }

    [Theory]
    [InlineData(1, "100")]
    [InlineData(2, "50 50")]
    [InlineData(3, "33.34 33.33 33.33")]
    public void A_visit_is_counted_once_however_many_works_share_it(int works, string shares)
    {
        var perKilometre = new TravelRates(TravelKind.PerKilometre, 1m, Zones.Zones);

        var found = perKilometre.Share([.. Enumerable.Range(0, works).Select(w => new TravelMade(null, w == 0 ? 100m : 40m, 0m))]);

        Assert.Equal(shares.Split(' ').Select(s => decimal.Parse(s, System.Globalization.CultureInfo.InvariantCulture)), found);
        Assert.Equal(100m, found.Sum());
    }

    [Fact]
    public void No_work_bears_nothing() => Assert.Empty(Zones.Share([]));
}
