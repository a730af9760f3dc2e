using OpsFlux.Kernel.Calendars.Time;
using Xunit;
using static OpsFlux.Tests.Kernel.Calendars.Time.Calendars;

namespace OpsFlux.Tests.Kernel.Calendars.Time;

public sealed class WorkingTimeTests
{
    private static readonly CalendarRules Ramadan = new(Casablanca, OfficeWeek, [new(new(2026, 2, 18), new(2026, 3, 19), Week("09:00-15:00"))]);

    /// <summary>The vectors of the domain's rules.</summary>
    public static TheoryData<string, CalendarRules, string, int, string> Vectors => new()
    {
        { "V1, a closed day", Office(Casablanca, new DateOnly(2026, 7, 30)), "2026-07-29 16:00", 8, "2026-07-31 16:00" },
        { "V2, a closed day before a week-end", Office(Casablanca, new DateOnly(2026, 8, 14)), "2026-08-13 17:30", 8, "2026-08-17 17:30" },
        { "V3, opened at lunch", Office(Casablanca), "2026-07-27 13:00", 1, "2026-07-27 15:00" },
        { "V4, in Ramadan", Ramadan, "2026-02-17 16:00", 8, "2026-02-18 15:00" },
        { "V4, without it", Office(Casablanca), "2026-02-17 16:00", 8, "2026-02-18 16:00" },
        { "V5, the clock goes back", CalendarRules.AroundTheClock(Casablanca), "2026-02-14 12:00", 24, "2026-02-15 11:00" },
        { "V6, the end of summer time", CalendarRules.AroundTheClock(Paris), "2026-10-24 22:00", 8, "2026-10-25 05:00" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Work_is_due_when_the_vectors_say(string because, CalendarRules calendar, string start, int hours, string due)
    {
        var from = At(calendar.Zone, start);
        var found = WorkingTime.After(calendar, from, TimeSpan.FromHours(hours));
        Assert.True(found == At(calendar.Zone, due), $"{because}: {found}");
        Assert.Equal(TimeSpan.FromHours(hours), WorkingTime.Between(calendar, from, found!.Value));
    }

    [Fact]
    public void An_hour_that_comes_twice_counts_twice_and_one_that_never_comes_not_at_all()
    {
        var night = new CalendarRules(Paris, Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => Hours("02:00-03:00")));
        Assert.Equal(TimeSpan.FromHours(2), WorkingTime.Between(night, At(Paris, "2026-10-25 00:00"), At(Paris, "2026-10-25 12:00")));
        Assert.Equal(TimeSpan.Zero, WorkingTime.Between(night, At(Paris, "2026-03-29 00:00"), At(Paris, "2026-03-29 12:00")));
    }

    [Fact]
    public void It_agrees_with_the_wall_clock_minute_by_minute()
    {
        var random = new Random(2026);
        for (var round = 0; round < 200; round++)
        {
            var calendar = Any(random);
            var from = At(calendar.Zone, "2026-01-01 00:00").AddMinutes(random.Next(366 * 1440));
            var to = from.AddMinutes(random.Next(8 * 1440));
            var minutes = WallClock.Between(calendar, from, to);
            Assert.Equal(TimeSpan.FromMinutes(minutes), WorkingTime.Between(calendar, from, to));
            if (minutes == 0) continue;

            var due = WorkingTime.After(calendar, from, TimeSpan.FromMinutes(minutes));
            Assert.NotNull(due);
            Assert.True(due <= to, "no later than the interval that held so much");
            Assert.Equal(minutes, WallClock.Between(calendar, from, due.Value));
            Assert.True(WallClock.Works(calendar, due.Value.AddMinutes(-1)), "the minute before it was worked: it is a closing edge, not the next opening");
        }
    }

    [Fact]
    public void A_number_of_working_days_ends_with_the_last_window_of_that_day()
    {
        var office = Office(Casablanca, new DateOnly(2026, 7, 30));
        Assert.Equal(At(Casablanca, "2026-07-31 18:00"), WorkingTime.EndOfWorkingDay(office, At(Casablanca, "2026-07-29 09:00"), 1));
        Assert.Equal(At(Casablanca, "2026-08-03 18:00"), WorkingTime.EndOfWorkingDay(office, At(Casablanca, "2026-07-29 23:59"), 2));
        Assert.Equal(At(Paris, "2026-10-26 00:00"), WorkingTime.EndOfWorkingDay(CalendarRules.AroundTheClock(Paris), At(Paris, "2026-10-24 08:00"), 1));
    }

    [Fact]
    public void A_calendar_that_never_opens_has_no_due_date()
    {
        var never = new CalendarRules(Paris, new Dictionary<DayOfWeek, DayHours>());
        Assert.Null(WorkingTime.After(never, At(Paris, "2026-01-05 09:00"), TimeSpan.FromMinutes(1)));
        Assert.Null(WorkingTime.EndOfWorkingDay(never, At(Paris, "2026-01-05 09:00"), 1));
        Assert.Equal(TimeSpan.Zero, WorkingTime.Between(never, At(Paris, "2026-01-05 09:00"), At(Paris, "2027-01-05 09:00")));
    }

    [Fact]
    public void Overlapping_windows_count_once_and_a_day_may_end_at_midnight()
    {
        var day = Hours("22:00-24:00", "08:00-12:00", "11:00-13:00", "13:00-14:00");
        Assert.Equal([new(8 * 60, 14 * 60), new(22 * 60, DayWindow.Midnight)], day.Windows);
        Assert.Throws<ArgumentOutOfRangeException>(() => DayHours.Of([new(600, 600)]));
    }

    /// <summary>A calendar with odd hours, seasons, exceptions, in a zone whose clocks move in the year.</summary>
    internal static CalendarRules Any(Random random)
    {
        TimeZoneInfo[] zones = [Casablanca, Paris, TimeZoneInfo.FindSystemTimeZoneById("Australia/Lord_Howe"), TimeZoneInfo.FindSystemTimeZoneById("America/St_Johns")];
        var week = AnyWeek(random);
        var from = new DateOnly(2026, 1, 1).AddDays(random.Next(300));
        var exceptions = Enumerable.Range(0, random.Next(20)).Select(_ => new DateOnly(2026, 1, 1).AddDays(random.Next(380))).Distinct().ToDictionary(d => d, _ => AnyDay(random));
        return new(zones[random.Next(zones.Length)], week, [new(from, from.AddDays(random.Next(60)), AnyWeek(random))], exceptions);
    }

    private static Dictionary<DayOfWeek, DayHours> AnyWeek(Random random) =>
        Enum.GetValues<DayOfWeek>().Where(_ => random.Next(4) > 0).ToDictionary(d => d, _ => AnyDay(random));

    private static DayHours AnyDay(Random random) => DayHours.Of(Enumerable.Range(0, random.Next(4)).Select(_ =>
    {
        var start = random.Next(DayWindow.Midnight - 1);
        return new DayWindow(start, start + 1 + random.Next(DayWindow.Midnight - start));
    }));
}
