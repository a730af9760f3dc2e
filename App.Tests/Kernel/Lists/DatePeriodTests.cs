using OpsFlux.Kernel.Lists;
using Xunit;

namespace OpsFlux.Tests.Kernel.Lists;

public sealed class DatePeriodTests
{
    /// <summary>A Sunday at the end of a leap year's February: where weeks, months and years are easiest to get wrong.</summary>
    private static readonly DateOnly Sunday = new(2032, 2, 29);

    [Theory]
    [InlineData(DatePeriod.Today, "2032-02-29", "2032-02-29")]
    [InlineData(DatePeriod.Yesterday, "2032-02-28", "2032-02-28")]
    [InlineData(DatePeriod.ThisWeek, "2032-02-23", "2032-02-29")]
    [InlineData(DatePeriod.LastWeek, "2032-02-16", "2032-02-22")]
    [InlineData(DatePeriod.Last7Days, "2032-02-23", "2032-02-29")]
    [InlineData(DatePeriod.ThisMonth, "2032-02-01", "2032-02-29")]
    [InlineData(DatePeriod.LastMonth, "2032-01-01", "2032-01-31")]
    [InlineData(DatePeriod.Last30Days, "2032-01-31", "2032-02-29")]
    [InlineData(DatePeriod.ThisYear, "2032-01-01", "2032-12-31")]
    [InlineData(DatePeriod.LastYear, "2031-01-01", "2031-12-31")]
    public void A_period_is_counted_from_today(DatePeriod period, string from, string to) =>
        Assert.Equal((AddressDay.Parse(from), AddressDay.Parse(to)), ((DateOnly?)DaySpan.Of(period, Sunday).From, (DateOnly?)DaySpan.Of(period, Sunday).To));

    [Fact]
    public void On_a_Monday_the_week_begins() => Assert.Equal(new DateOnly(2032, 3, 1), DaySpan.Of(DatePeriod.ThisWeek, new(2032, 3, 1)).From);
}
