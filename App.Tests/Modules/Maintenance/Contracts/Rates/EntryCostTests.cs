using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Tests.Kernel.Calendars.Time;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts.Rates;

public sealed class EntryCostTests
{
    private static readonly RateScale PerSegment = Scales.Hours with { Rounding = RateRounding.PerSegment };

    /// <summary>The examples of the domain's rules first.</summary>
    public static TheoryData<string, RateScale, string?, string, string, decimal> Costs => new()
    {
        { "once per entry", Scales.Hours, null, "2026-07-31 17:20", "2026-07-31 18:50", 105m },
        { "per segment", PerSegment, null, "2026-07-31 17:20", "2026-07-31 18:50", 120m },
        { "50 minutes of a technician", Scales.Points, "technician", "2026-07-28 10:00", "2026-07-28 10:50", 112m },
        { "50 minutes of an engineer", Scales.Points, "engineer", "2026-07-28 10:00", "2026-07-28 10:50", 132m },
        { "points into the evening: 3 × 28 + 4 × 44", Scales.Points, "technician", "2026-07-31 17:20", "2026-07-31 18:50", 260m },
        { "points of an engineer's evening are those of the evening", Scales.Points, "engineer", "2026-07-31 18:00", "2026-07-31 18:15", 44m },
        { "points of a night that is not named are those of the grade", Scales.Points, "engineer", "2026-07-28 22:00", "2026-07-28 22:01", 33m },
        { "points of a holiday, grade in capitals", Scales.Points, "TECHNICIAN", "2026-07-30 10:00", "2026-07-30 10:16", 116m },
        { "points of an unknown grade", Scales.Points, "welder", "2026-07-28 10:00", "2026-07-28 10:15", 28m },
        { "of no length", Scales.Hours with { Minimum = 60 }, null, "2026-07-28 10:00", "2026-07-28 10:00", 0m },
        { "of no length, in points", Scales.Points with { Minimum = 60 }, "technician", "2026-07-28 10:00", "2026-07-28 10:00", 0m },
        { "a minute is a slot", Scales.Hours, null, "2026-07-28 10:00", "2026-07-28 10:01", 15m },
        { "a whole slot stays one", Scales.Hours, null, "2026-07-28 10:00", "2026-07-28 10:15", 15m },
        { "less than the minimum", Scales.Hours with { Minimum = 60 }, null, "2026-07-28 10:00", "2026-07-28 10:20", 60m },
        { "more than the minimum", Scales.Hours with { Minimum = 60 }, null, "2026-07-28 10:00", "2026-07-28 11:01", 75m },
        { "the minimum is no slot", Scales.Hours with { Minimum = 20 }, null, "2026-07-28 10:00", "2026-07-28 10:05", 20m },
        { "the minimum of each segment", PerSegment with { Minimum = 60 }, null, "2026-07-31 17:20", "2026-07-31 18:50", 135m },
        { "to the minute", Scales.Hours with { SlotMinutes = 0 }, null, "2026-07-31 17:20", "2026-07-31 18:50", 102.5m },
        { "across midnight: 60 × 1.25 + 540 × 1.5 + 60", Scales.Hours, null, "2026-07-28 20:00", "2026-07-29 07:00", 945m },
        { "into a holiday: 60 + 180 × 1.25 + 180 × 1.5 + 120 × 2", Scales.Hours, null, "2026-07-29 17:00", "2026-07-30 02:00", 795m },
        { "the hour that comes twice is paid twice", Scales.SevenDays, null, "2026-10-25 01:00", "2026-10-25 04:00", 360m },
        { "the hour that never comes is not paid", Scales.SevenDays, null, "2026-03-29 01:00", "2026-03-29 04:00", 180m },
        { "thirds add up to a whole", Scales.Hours with { SlotMinutes = 1 }, null, "2026-07-28 17:59:20", "2026-07-28 18:00:16", 1m },
    };

    [Theory]
    [MemberData(nameof(Costs))]
    public void An_entry_costs_what_the_scale_says(string because, RateScale scale, string? grade, string from, string to, decimal units)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(scale.ZoneId);

        var cost = EntryCost.Of(scale, scale.ToHours([]), Calendars.At(zone, from), Calendars.At(zone, to), grade);

        Assert.True(units == cost.Units, $"{because}: {cost.Units}");
        Assert.Equal(scale.Unit, cost.Unit);
    }

    [Fact]
    public void The_pieces_say_why()
    {
        var cost = EntryCost.Of(Scales.Hours, Scales.Hours.ToHours([]), Calendars.At(Calendars.Casablanca, "2026-07-31 17:20"), Calendars.At(Calendars.Casablanca, "2026-07-31 18:50"), null);

        Assert.Equal([(RateSegment.Day, 40m, 1m, 40m), (RateSegment.Evening, 50m, 1.25m, 62.5m)], cost.Pieces.Select(p => (p.Segment, p.Minutes, p.Rate, p.Units)));
    }
}
