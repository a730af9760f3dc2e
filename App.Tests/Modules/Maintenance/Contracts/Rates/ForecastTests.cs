using OpsFlux.Modules.Maintenance.Contracts.Rates;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts.Rates;

public sealed class ForecastTests
{
    private static readonly DateOnly Today = new(2026, 7, 15);
    private static readonly DateOnly Start = new(2026, 1, 1);

    /// <summary>90 in April, 60 in May, 30 in June: 60 a month. March and July are not among the last three whole months.</summary>
    private static readonly (DateOnly, decimal)[] Consumed =
        [(new(2026, 3, 31), 500m), (new(2026, 4, 1), 90m), (new(2026, 5, 15), 70m), (new(2026, 5, 16), -10m), (new(2026, 6, 30), 30m), (new(2026, 7, 1), 500m)];

    [Fact]
    public void What_is_left_lasts_as_long_as_the_last_three_months_say()
    {
        var rate = BurnRate.Of(120m, Consumed, Start, Today);

        Assert.Equal(new BurnRate(60m, 3, 2m, new(2026, 9, 13)), rate);
    }

    [Fact]
    public void A_young_contract_is_measured_by_the_whole_months_it_has_seen()
    {
        Assert.Equal((30m, 1), (BurnRate.Of(120m, Consumed, new(2026, 6, 1), Today)!.PerMonth, BurnRate.Of(120m, Consumed, new(2026, 6, 1), Today)!.Months));
        Assert.Equal(1, BurnRate.Of(120m, Consumed, new(2026, 5, 2), Today)!.Months);
        Assert.Null(BurnRate.Of(120m, Consumed, new(2026, 6, 2), Today));
        Assert.Null(BurnRate.Of(120m, Consumed, new(2027, 1, 1), Today));
    }

    [Fact]
    public void Nothing_consumed_never_ends_and_nothing_left_ends_today()
    {
        var unused = BurnRate.Of(120m, [], Start, Today);
        Assert.Null(unused!.MonthsLeft);
        Assert.Null(unused.EmptyOn);
        Assert.Equal(Today, BurnRate.Of(-30m, Consumed, Start, Today)!.EmptyOn);
        Assert.Equal(0m, BurnRate.Of(-30m, Consumed, Start, Today)!.MonthsLeft);
    }

    [Theory]
    [InlineData(49.99, 100, 0, null)]
    [InlineData(50, 100, 0, 50)]
    [InlineData(50, 100, 50, null)]
    [InlineData(120, 100, 50, 100)]     // 80 was passed as well and is not told
    [InlineData(79.9, 100, 50, null)]
    [InlineData(500, 100, 100, null)]
    [InlineData(5, 0, 0, null)]
    public void Consumption_alerts_once_at_each_step(double used, double granted, int told, int? alert) =>
        Assert.Equal(alert, ContractAlerts.OfConsumption((decimal)used, (decimal)granted, told));

    [Theory]
    [InlineData(61, null, null)]
    [InlineData(60, null, 60)]
    [InlineData(45, 60, null)]
    [InlineData(30, 60, 30)]
    [InlineData(10, null, 15)]          // found late: only the nearest is told
    [InlineData(0, 15, null)]
    [InlineData(0, 30, 15)]
    [InlineData(-1, null, null)]
    public void The_end_alerts_once_at_each_step(int days, int? told, int? alert) => Assert.Equal(alert, ContractAlerts.OfExpiry(Today.AddDays(days), Today, told));
}
