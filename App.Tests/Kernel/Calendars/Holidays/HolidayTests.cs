using OpsFlux.Kernel.Calendars.Holidays;
using Xunit;

namespace OpsFlux.Tests.Kernel.Calendars.Holidays;

public sealed class HolidayTests
{
    [Theory]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2028, "2028-04-16")]
    [InlineData(2029, "2029-04-01")]
    [InlineData(2030, "2030-04-21")]
    [InlineData(1961, "1961-04-02")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_falls_where_the_church_puts_it(int year, string sunday) => Assert.Equal(DateOnly.Parse(sunday, null), Easter.SundayOf(year));

    [Fact]
    public void France_has_eleven_days_Alsace_Moselle_thirteen_and_each_overseas_part_its_own()
    {
        Assert.Equal(
            ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"], Days("fr", 2026));
        Assert.Equal(["04-03", "12-26"], Days("fr-alsace-moselle", 2026).Except(Days("fr", 2026)));
        Assert.Equal("04-27", Assert.Single(Days("fr-mayotte", 2026).Except(Days("fr", 2026))));
        Assert.Equal("12-20", Assert.Single(Days("fr-reunion", 2026).Except(Days("fr", 2026))));
    }

    [Fact]
    public void Morocco_has_the_new_days_from_the_year_they_were_introduced()
    {
        Assert.DoesNotContain("01-14", Days("ma", 2023));
        Assert.Contains("01-14", Days("ma", 2024));
        Assert.DoesNotContain("10-31", Days("ma", 2025));
        Assert.Contains("10-31", Days("ma", 2026));
    }

    /// <summary>The seeds of the domain's rules, which the Umm al-Qura calendar gives.</summary>
    [Theory]
    [InlineData(1447, "2025-06-26", "2025-09-04", "2026-03-20", "2026-05-27")]
    [InlineData(1448, "2026-06-16", "2026-08-25", "2027-03-09", "2027-05-16")]
    [InlineData(1449, "2027-06-06", "2027-08-14", "2028-02-26", "2028-05-05")]
    [InlineData(1450, "2028-05-25", "2028-08-03", "2029-02-14", "2029-04-24")]
    [InlineData(1451, "2029-05-14", "2029-07-24", "2030-02-04", "2030-04-13")]
    public void Lunar_days_are_estimated_by_the_calendar(int year, string newYear, string mawlid, string fitr, string adha)
    {
        string[] expected = [newYear, mawlid, fitr, adha];
        var found = HolidayPacks.Feasts.Select(f => LunarYear.DateOf(year, f.Month, f.Day).ToString("yyyy-MM-dd", null));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_confirmed_feast_takes_the_place_of_the_estimate_with_all_its_days()
    {
        ConfirmedFeast[] confirmed = [new("eid-al-fitr", 1447, new(2026, 3, 21))];
        var days = HolidayPacks.Of("ma-public")!.Of(2026, confirmed).Where(h => h.Code == "eid-al-fitr").ToList();
        Assert.Equal([new(2026, 3, 21), new(2026, 3, 22)], days.Select(d => d.Date));
        Assert.All(days, d => Assert.False(d.IsEstimated));
        Assert.All(HolidayPacks.Of("ma")!.Of(2026, confirmed).Where(h => h.Code == "eid-al-adha"), d => Assert.True(d.IsEstimated));
    }

    [Fact]
    public void A_civil_year_can_hold_a_feast_twice_or_over_its_end()
    {
        Assert.Equal(2, HolidayPacks.Of("ma")!.Of(2039, []).Count(h => h.Code == "eid-al-adha"));
        ConfirmedFeast[] late = [new("hijra-new-year", 1430, new(2008, 12, 31))];
        Assert.Equal([new DateOnly(2008, 1, 10), new DateOnly(2008, 12, 31)], HolidayPacks.Of("ma")!.Of(2008, late).Where(h => h.Code == "hijra-new-year").Select(h => h.Date));
    }

    [Fact]
    public void Years_beyond_the_lunar_tables_have_civil_days_alone()
    {
        Assert.Equal(11, Days("ma", 2090).Count());
        Assert.True(new HolidayDays([HolidayPacks.Of("ma")!], []).Holds(new(2026, 7, 30)));
    }

    private static IEnumerable<string> Days(string pack, int year) => HolidayPacks.Of(pack)!.Of(year, []).Select(h => h.Date.ToString("MM-dd", null));
}
