using System.Globalization;
using OpsFlux.Kernel.Calendars.Holidays;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Tests.Kernel.Calendars.Time;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts.Rates;

public sealed class RateHoursTests
{
    private static readonly RateScale French = Scales.Hours with { ZoneId = "Europe/Paris", Packs = ["fr"] };

    public static TheoryData<string, RateScale, string, string, string> Entries => new()
    {
        { "into the evening", Scales.Hours, "2026-07-31 17:20", "2026-07-31 18:50", "Day 40, Evening 50" },
        { "across midnight", Scales.Hours, "2026-07-28 20:00", "2026-07-29 07:00", "Evening 60, Night 540, Day 60" },
        { "into a weekend", Scales.Hours, "2026-07-31 23:00", "2026-08-01 01:00", "Night 60, Weekend 60" },
        { "a whole weekend is one piece", Scales.Hours, "2026-07-31 17:00", "2026-08-03 09:00", "Day 60, Evening 180, Night 180, Weekend 2880, Night 360, Day 180" },
        { "into a holiday", Scales.Hours, "2026-07-29 17:00", "2026-07-30 02:00", "Day 60, Evening 180, Night 180, Holiday 120" },
        { "out of a holiday", Scales.Hours, "2026-07-30 23:00", "2026-07-31 07:00", "Holiday 60, Night 360, Day 60" },
        { "a holiday on a Saturday", French, "2026-08-15 10:00", "2026-08-16 10:00", "Holiday 840, Weekend 600" },
        { "a holiday's night", French, "2026-07-14 22:00", "2026-07-15 05:00", "Holiday 120, Night 300" },
        { "the hour that comes twice", Scales.SevenDays, "2026-10-24 20:00", "2026-10-25 07:00", "Evening 60, Night 600, Day 60" },
        { "the hour that never comes", Scales.SevenDays, "2026-03-28 20:00", "2026-03-29 07:00", "Evening 60, Night 480, Day 60" },
        { "on an edge", Scales.Hours, "2026-07-28 18:00", "2026-07-28 21:00", "Evening 180" },
        { "of no length", Scales.Hours, "2026-07-28 18:00", "2026-07-28 18:00", "" },
        { "backwards", Scales.Hours, "2026-07-28 18:00", "2026-07-28 17:00", "" },
        { "neither evening nor night", Scales.Hours with { Evening = null, Night = null }, "2026-07-28 17:00", "2026-07-29 07:00", "Day 840" },
        { "an evening until midnight", Scales.Hours with { Evening = new(new(18, 0), new(0, 0)), Night = new(new(0, 0), new(6, 0)) }, "2026-07-28 17:00", "2026-07-29 07:00", "Day 60, Evening 360, Night 360, Day 60" },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_is_cut_where_its_time_is_of_another_kind(string because, RateScale scale, string from, string to, string pieces)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(scale.ZoneId);

        var found = scale.ToHours([]).Split(Calendars.At(zone, from), Calendars.At(zone, to));

        Assert.True(pieces == string.Join(", ", found.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Segment} {p.Length.TotalMinutes}"))), $"{because}: {string.Join(", ", found)}");
    }

    [Fact]
    public void A_lunar_feast_moves_with_its_confirmation()
    {
        var (from, to) = (Calendars.At(Calendars.Casablanca, "2026-05-27 09:00"), Calendars.At(Calendars.Casablanca, "2026-05-27 10:00"));

        var expected = Scales.Hours.ToHours([]).Split(from, to);
        var announced = Scales.Hours.ToHours([new ConfirmedFeast("eid-al-adha", 1447, new(2026, 5, 28))]).Split(from, to);

        Assert.Equal(RateSegment.Holiday, Assert.Single(expected).Segment);
        Assert.Equal(RateSegment.Day, Assert.Single(announced).Segment);
    }

    [Fact]
    public void It_agrees_with_the_wall_clock_minute_by_minute()
    {
        var random = new Random(2026);
        for (var round = 0; round < 60; round++)
        {
            var scale = round % 2 == 0 ? Scales.Hours : Scales.SevenDays;
            var zone = TimeZoneInfo.FindSystemTimeZoneById(scale.ZoneId);
            var from = Calendars.At(zone, "2026-01-01 00:00").AddMinutes(random.Next(366 * 1440));
            var to = from.AddMinutes(random.Next(3 * 1440));

            var pieces = scale.ToHours([]).Split(from, to);

            Assert.Equal((to - from).TotalMinutes, pieces.Sum(p => p.Length.TotalMinutes));
            Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.True(pair.First.To == pair.Second.From && pair.First.Segment != pair.Second.Segment));
            foreach (var piece in pieces)
                for (var minute = piece.From; minute < piece.To; minute = minute.AddMinutes(1)) Assert.Equal(OnTheWall(scale, TimeZoneInfo.ConvertTime(minute, zone)), piece.Segment);
        }
    }

    private static RateSegment OnTheWall(RateScale scale, DateTimeOffset local)
    {
        var date = DateOnly.FromDateTime(local.DateTime);
        if (scale.Packs.Any(p => HolidayPacks.Of(p)!.Of(date.Year, []).Any(h => h.Date == date))) return RateSegment.Holiday;
        if (scale.Weekend.Contains(date.DayOfWeek)) return RateSegment.Weekend;
        return local.Hour switch { >= 21 or < 6 => RateSegment.Night, >= 18 => RateSegment.Evening, _ => RateSegment.Day };
    }
}
