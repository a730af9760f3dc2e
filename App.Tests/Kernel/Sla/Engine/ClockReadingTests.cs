using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Tests.Kernel.Calendars.Time;
using Xunit;
using static OpsFlux.Tests.Kernel.Calendars.Time.Calendars;

namespace OpsFlux.Tests.Kernel.Sla.Engine;

public sealed class ClockReadingTests
{
    private static readonly CalendarRules Week = Office(Casablanca);
    private static readonly ClockTarget EightHours = ClockTarget.OfTime(TimeSpan.FromHours(8));

    [Fact]
    public void A_running_clock_shows_what_passed_what_remains_and_when_it_is_due()
    {
        var reading = Read(EightHours, "2026-07-27 10:30", new ClockFact(ClockFactKind.Started, Local("2026-07-27 09:30")));
        Assert.Equal((ClockState.Running, TimeSpan.FromHours(1), TimeSpan.FromHours(7)), (reading.State, reading.Elapsed, reading.Remaining));
        Assert.Equal(Local("2026-07-28 09:30"), reading.DueAt);
        Assert.Equal(12.5, reading.Percent);
    }

    [Fact]
    public void While_it_waits_nothing_is_due_and_nothing_passes()
    {
        ClockFact[] facts = [new(ClockFactKind.Started, Local("2026-07-27 09:30")), new(ClockFactKind.Paused, Local("2026-07-27 10:30"), "parts")];
        var waiting = Read(EightHours, "2026-07-29 10:00", facts);
        Assert.Equal((ClockState.Paused, TimeSpan.FromHours(1), (DateTimeOffset?)null), (waiting.State, waiting.Elapsed, waiting.DueAt));

        var again = Read(EightHours, "2026-07-29 11:00", [.. facts, new(ClockFactKind.Resumed, Local("2026-07-29 10:00"), "parts")]);
        Assert.Equal((ClockState.Running, TimeSpan.FromHours(2)), (again.State, again.Elapsed));
        Assert.Equal(Local("2026-07-30 09:00"), again.DueAt);
    }

    [Fact]
    public void A_pause_outside_the_windows_costs_nothing_and_gives_nothing()
    {
        var started = new ClockFact(ClockFactKind.Started, Local("2026-07-27 09:30"));
        var plain = Read(EightHours, "2026-07-28 09:00", started);
        var paused = Read(EightHours, "2026-07-28 09:00", started, new(ClockFactKind.Paused, Local("2026-07-27 18:00"), "parts"), new(ClockFactKind.Resumed, Local("2026-07-28 08:30"), "parts"));
        Assert.Equal(plain, paused);
    }

    [Fact]
    public void What_stopped_in_time_is_met_at_the_target_itself_too_and_a_second_later_it_is_late()
    {
        var started = new ClockFact(ClockFactKind.Started, Local("2026-07-27 09:30"));
        Assert.Equal(ClockState.Met, Read(EightHours, "2026-08-01 09:00", started, new(ClockFactKind.Stopped, Local("2026-07-28 09:30"))).State);
        Assert.Equal(ClockState.MetLate, Read(EightHours, "2026-08-01 09:00", started, new(ClockFactKind.Stopped, Local("2026-07-28 09:30").AddSeconds(1))).State);
        Assert.Equal(ClockState.Breached, Read(EightHours, "2026-07-28 09:30", started).State);
    }

    [Fact]
    public void Reopening_goes_on_from_where_it_stood()
    {
        ClockFact[] facts =
        [
            new(ClockFactKind.Started, Local("2026-07-27 09:30")), new(ClockFactKind.Stopped, Local("2026-07-27 11:30")), new(ClockFactKind.Restarted, Local("2026-07-29 14:00")),
        ];
        var reading = Read(EightHours, "2026-07-29 15:00", facts);
        Assert.Equal((ClockState.Running, TimeSpan.FromHours(3)), (reading.State, reading.Elapsed));
        Assert.Equal(ClockPause.Resolution, ClockCourse.Of(EightHours, facts).Pauses.Single().Reason);
    }

    [Fact]
    public void A_target_of_nothing_is_due_at_once()
    {
        var reading = Read(ClockTarget.OfTime(TimeSpan.Zero), "2026-07-27 13:00", new ClockFact(ClockFactKind.Started, Local("2026-07-27 13:00")));
        Assert.Equal((ClockState.Breached, Local("2026-07-27 13:00"), 100d), (reading.State, reading.DueAt, reading.Percent));
    }

    [Fact]
    public void A_target_in_working_days_ends_with_the_last_of_them_and_pauses_put_it_off()
    {
        var started = new ClockFact(ClockFactKind.Started, Local("2026-07-27 16:00"));
        Assert.Equal(Local("2026-07-28 18:00"), Read(ClockTarget.OfWorkingDays(1), "2026-07-27 17:00", started).DueAt);
        var paused = Read(ClockTarget.OfWorkingDays(1), "2026-07-28 14:00", started, new(ClockFactKind.Paused, Local("2026-07-28 08:30"), "parts"), new(ClockFactKind.Resumed, Local("2026-07-28 12:30"), "parts"));
        Assert.Equal(Local("2026-07-29 12:30"), paused.DueAt);
    }

    [Fact]
    public void A_change_of_priority_and_back_changes_nothing()
    {
        var started = new ClockFact(ClockFactKind.Started, Local("2026-07-27 09:30"));
        var changed = Read(EightHours, "2026-07-28 10:00", started, Retarget("2026-07-27 11:00", 2), Retarget("2026-07-27 15:00", 8));
        Assert.Equal(Read(EightHours, "2026-07-28 10:00", started), changed);
        Assert.Equal(Local("2026-07-27 11:30"), Read(EightHours, "2026-07-28 10:00", started, Retarget("2026-07-27 16:00", 2)).DueAt);
    }

    [Fact]
    public void Any_story_agrees_with_the_wall_clock_whatever_the_order_of_its_facts()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var calendar = WorkingTimeTests.Any(random);
            var facts = AnyStory(random);
            var now = facts[0].At.AddMinutes(random.Next(6 * 1440));
            var course = ClockCourse.Of(EightHours, facts);
            var reading = ClockReading.Of(course, calendar, now);

            Assert.Equal(TimeSpan.FromMinutes(Minutes(calendar, facts, now)), reading.Elapsed);
            Assert.Equal(reading, ClockReading.Of(ClockCourse.Of(EightHours, facts.OrderBy(_ => random.Next())), calendar, now));
            if (reading.DueAt is { } due)
            {
                Assert.Equal(reading.Allowed, ClockReading.ElapsedAt(course with { StoppedAt = null }, calendar, due));
                Assert.Equal(due, ClockReading.ReachedAt(course, calendar, 100));
            }

            if (reading is { State: ClockState.Running, DueAt: not null } && facts.TrueForAll(f => f.At <= now)) Assert.Equal(reading.DueAt, WorkingTime.After(calendar, now, reading.Remaining));
        }
    }

    [Fact]
    public void Waiting_longer_never_shortens_what_remains()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var calendar = WorkingTimeTests.Any(random);
            var start = At(calendar.Zone, "2026-03-01 08:00").AddMinutes(random.Next(200 * 1440));
            var (pause, now) = (start.AddMinutes(random.Next(2000)), start.AddMinutes(4000));
            TimeSpan Remaining(int minutes) => ClockReading.Of(
                ClockCourse.Of(EightHours, [new(ClockFactKind.Started, start), new(ClockFactKind.Paused, pause, "parts"), new(ClockFactKind.Resumed, pause.AddMinutes(minutes), "parts")]), calendar, now).Remaining;
            var shorter = random.Next(1000);
            Assert.True(Remaining(shorter + random.Next(900)) >= Remaining(shorter));
        }
    }

    /// <summary>A start, overlapping pauses, perhaps a stop and a reopening: whole minutes, in any order of telling.</summary>
    private static List<ClockFact> AnyStory(Random random)
    {
        var start = new DateTimeOffset(2026, 1, 10, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(340 * 1440));
        List<ClockFact> facts = [new(ClockFactKind.Started, start)];
        foreach (var reason in new[] { "requester", "supplier", "parts" }.Take(random.Next(4)))
        {
            var from = start.AddMinutes(random.Next(-600, 5000));
            facts.Add(new(ClockFactKind.Paused, from, reason));
            if (random.Next(4) > 0) facts.Add(new(ClockFactKind.Resumed, from.AddMinutes(1 + random.Next(3000)), reason));
        }

        if (random.Next(3) == 0)
        {
            var stop = start.AddMinutes(1 + random.Next(6000));
            facts.Add(new(ClockFactKind.Stopped, stop));
            if (random.Next(2) == 0) facts.Add(new(ClockFactKind.Restarted, stop.AddMinutes(1 + random.Next(3000))));
        }

        return facts;
    }

    /// <summary>The same by asking of each minute whether it was inside the windows, after the start, before the stop and in no pause.</summary>
    private static int Minutes(CalendarRules calendar, List<ClockFact> facts, DateTimeOffset now)
    {
        DateTimeOffset? Of(ClockFactKind kind, string? key = null) => facts.Find(f => f.Kind == kind && f.Key == key)?.At;
        var start = Of(ClockFactKind.Started)!.Value;
        var pauses = facts.Where(f => f.Kind == ClockFactKind.Paused).Select(p => (p.At, To: Of(ClockFactKind.Resumed, p.Key) ?? DateTimeOffset.MaxValue)).ToList();
        if (Of(ClockFactKind.Stopped) is { } stop) pauses.Add((stop, Of(ClockFactKind.Restarted) ?? DateTimeOffset.MaxValue));
        var minutes = 0;
        for (var minute = start; minute < now; minute = minute.AddMinutes(1))
        {
            if (!pauses.Any(p => p.At <= minute && minute < p.To) && WallClock.Works(calendar, minute)) minutes++;
        }

        return minutes;
    }

    private static DateTimeOffset Local(string time) => At(Casablanca, time);

    private static ClockFact Retarget(string at, int hours) => new(ClockFactKind.TargetChanged, Local(at), null, ClockTarget.OfTime(TimeSpan.FromHours(hours)));

    private static ClockReading Read(ClockTarget target, string now, params ClockFact[] facts) => ClockReading.Of(ClockCourse.Of(target, facts), Week, Local(now));
}
