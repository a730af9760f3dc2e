using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Shared.Maintenance;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts.Rates;

public sealed class PotDrawTests
{
    private static readonly DateOnly Today = new(2026, 7, 28);
    private static readonly Pot Included = new(Guid.CreateVersion7(), 600m, 0m, new(2026, 1, 1), new(2026, 12, 31), IsIncluded: true);
    private static readonly Pot Soon = new(Guid.CreateVersion7(), 100m, 40m, new(2026, 3, 1), new(2026, 8, 31), IsIncluded: false);
    private static readonly Pot Endless = new(Guid.CreateVersion7(), 100m, 0m, new(2026, 3, 1), null, IsIncluded: false);
    private static readonly Pot Over = new(Guid.CreateVersion7(), 100m, 0m, new(2026, 1, 1), new(2026, 7, 27), IsIncluded: false);

    [Fact]
    public void What_expires_first_is_used_first_and_what_has_expired_never()
    {
        var draw = PotDraw.Of([Endless, Included, Over, Soon], 700m, Today, OverrunPolicy.Block, 0m);

        Assert.Equal([new PotShare(Soon.Id, 60m), new PotShare(Included.Id, 600m), new PotShare(Endless.Id, 40m)], draw.Shares);
        Assert.False(draw.IsRefused);
    }

    [Fact]
    public void A_pot_counts_on_its_first_and_on_its_last_day()
    {
        Assert.False(PotDraw.Of([Soon], 60m, new(2026, 3, 1), OverrunPolicy.Block, 0m).IsRefused);
        Assert.False(PotDraw.Of([Soon], 60m, new(2026, 8, 31), OverrunPolicy.Block, 0m).IsRefused);
        Assert.True(PotDraw.Of([Soon], 60m, new(2026, 2, 28), OverrunPolicy.Block, 0m).IsRefused);
        Assert.True(PotDraw.Of([Soon], 60m, new(2026, 9, 1), OverrunPolicy.Block, 0m).IsRefused);
    }

    [Fact]
    public void Blocked_draws_nothing_and_says_what_is_missing()
    {
        var draw = PotDraw.Of([Soon], 75m, Today, OverrunPolicy.Block, 50m);

        Assert.Empty(draw.Shares);
        Assert.Equal(15m, draw.Missing);
    }

    [Theory]
    [InlineData(600, 660, 60)]    // 10 % of 600, exactly
    [InlineData(600, 661, null)]
    public void An_allowed_overrun_ends_at_the_tolerance(int granted, int asked, int? overdrawn)
    {
        var draw = PotDraw.Of([Included with { Granted = granted }], asked, Today, OverrunPolicy.Allow, 10m);

        Assert.Equal(overdrawn is null, draw.IsRefused);
        Assert.Equal(overdrawn ?? 0, draw.Overdrawn);
        Assert.Equal(overdrawn is null ? 0m : asked, draw.Shares.Sum(s => s.Units));
    }

    [Fact]
    public void What_was_overdrawn_before_counts_and_the_contract_itself_bears_it()
    {
        var overdrawn = Included with { Used = 630m };

        Assert.True(PotDraw.Of([overdrawn], 31m, Today, OverrunPolicy.Allow, 10m).IsRefused);
        Assert.Equal([new PotShare(Included.Id, 30m)], PotDraw.Of([overdrawn], 30m, Today, OverrunPolicy.Allow, 10m).Shares);
        Assert.Equal([new PotShare(Soon.Id, 60m), new PotShare(Included.Id, 10m)], PotDraw.Of([overdrawn, Soon], 70m, Today, OverrunPolicy.Allow, 10m).Shares);
    }

    [Fact]
    public void What_no_pot_gives_is_quoted()
    {
        var draw = PotDraw.Of([Soon], 75m, Today, OverrunPolicy.Quote, 0m);

        Assert.Equal([new PotShare(Soon.Id, 60m)], draw.Shares);
        Assert.Equal(15m, draw.ToQuote);
    }

    [Fact]
    public void Without_pots_nothing_can_be_overdrawn_and_nothing_costs_nothing()
    {
        Assert.True(PotDraw.Of([], 1m, Today, OverrunPolicy.Allow, 100m).IsRefused);
        Assert.Equal(1m, PotDraw.Of([], 1m, Today, OverrunPolicy.Quote, 0m).ToQuote);
        Assert.Empty(PotDraw.Of([Included], 0m, Today, OverrunPolicy.Block, 0m).Shares);
    }
}
