using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Tests.Kernel.Calendars.Time;
using Xunit;
using static OpsFlux.Tests.Kernel.Calendars.Time.Calendars;

namespace OpsFlux.Tests.Kernel.Sla.Explaining;

public sealed class ClockStoryTests
{
    private static readonly ClockFactKind[] Kinds =
        [ClockFactKind.Paused, ClockFactKind.Resumed, ClockFactKind.Stopped, ClockFactKind.Restarted, ClockFactKind.Cancelled, ClockFactKind.Revived, ClockFactKind.Excluded, ClockFactKind.TargetChanged];

    [Fact]
    public void Whatever_happened_the_segments_touch_and_what_counts_is_what_the_clock_shows()
    {
        var random = new Random(11);
        for (var round = 0; round < 400; round++)
        {
            var calendar = WorkingTimeTests.Any(random);
            var facts = AnyStory(random);
            var course = ClockCourse.Of(ClockTarget.OfTime(TimeSpan.FromHours(8)), facts);
            var now = facts[0].At.AddMinutes(random.Next(1, 9 * 1440));

            var story = ClockStory.Of(course, calendar, DayNames.None, now);

            Assert.Equal(ClockReading.Of(course, calendar, now).Elapsed, TimeSpan.FromTicks(story.Sum(s => s.Counted.Ticks)));
            Assert.All(story.Zip(story.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.All(story, s => Assert.True(s.From < s.To));
            if (story.Count == 0) continue;
            Assert.Equal((course.StartedAt, course.EndAt(now)), (story[0].From, story[^1].To));
            Assert.Equal(ClockReading.Of(course, calendar, now).Elapsed, story[^1].Total);
        }
    }

    [Fact]
    public void Two_reasons_at_a_time_are_both_named_for_as_long_as_both_hold()
    {
        var course = ClockCourse.Of(null,
        [
            new(ClockFactKind.Started, Local("2026-07-27 09:00")), new(ClockFactKind.Paused, Local("2026-07-27 10:00"), "parts"), new(ClockFactKind.Paused, Local("2026-07-27 11:00"), "access"),
            new(ClockFactKind.Resumed, Local("2026-07-27 14:00"), "parts"), new(ClockFactKind.Resumed, Local("2026-07-27 15:00"), "access"),
        ]);

        var story = ClockStory.Of(course, Office(Casablanca), DayNames.None, Local("2026-07-27 16:00"));

        Assert.Equal(["Counted", "Paused parts", "Paused parts,access", "Paused access", "Counted"], story.Select(s => $"{s.Kind} {string.Join(',', s.Names)}".Trim()));
    }

    [Fact]
    public void A_closed_day_is_called_by_the_name_of_its_exception_else_of_its_feasts()
    {
        var definition = new CalendarDefinition
        {
            ZoneId = "Africa/Casablanca", Week = ["08:30-12:30", "08:30-12:30", "08:30-12:30", "08:30-12:30", "08:30-12:30", "", ""], Packs = ["ma"],
            Days = [new(new(2026, 7, 31), "Inventaire", "")],
        };
        var course = ClockCourse.Of(null, [new(ClockFactKind.Started, Local("2026-07-29 11:30"))]);

        var story = ClockStory.Of(course, definition.ToRules(), new DayNames(definition), Local("2026-08-03 09:00"));

        Assert.Equal(
            ["Counted ", "OutsideHours ", "DayOff Holiday.throne-day", "DayOff Inventaire", "OutsideHours ", "Counted "],   // Wednesday, Thursday, Friday, the weekend, Monday
            story.Select(s => $"{s.Kind} {string.Join(',', s.Names)}"));
        Assert.Equal((Local("2026-07-30 00:00"), Local("2026-07-31 00:00")), (story[2].From, story[2].To));
    }

    [Fact]
    public void What_was_given_up_counts_no_further()
    {
        var course = ClockCourse.Of(ClockTarget.OfTime(TimeSpan.FromHours(8)), [new(ClockFactKind.Started, Local("2026-07-27 09:00")), new(ClockFactKind.Cancelled, Local("2026-07-27 10:00"), "over")]);

        var reading = ClockReading.Of(course, Office(Casablanca), Local("2026-07-29 10:00"));

        Assert.Equal((ClockState.Cancelled, TimeSpan.FromHours(1)), (reading.State, reading.Elapsed));
    }

    private static List<ClockFact> AnyStory(Random random)
    {
        var at = Local("2026-03-02 09:00").AddMinutes(random.Next(30 * 1440));
        List<ClockFact> facts = [new(ClockFactKind.Started, at)];
        for (var more = random.Next(8); more > 0; more--)
        {
            at = at.AddMinutes(random.Next(1, 1440)).AddSeconds(random.Next(60));
            var kind = Kinds[random.Next(Kinds.Length)];
            facts.Add(new(kind, at, kind is ClockFactKind.Paused or ClockFactKind.Resumed ? $"r{random.Next(2)}" : "x", kind is ClockFactKind.TargetChanged ? ClockTarget.OfTime(TimeSpan.FromHours(random.Next(20))) : null));
        }

        return facts;
    }

    private static DateTimeOffset Local(string local) => At(Casablanca, local);
}
