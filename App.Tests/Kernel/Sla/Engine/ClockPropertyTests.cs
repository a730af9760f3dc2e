using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Tests.Kernel.Calendars.Time;
using Xunit;
using Xunit.Abstractions;
using static OpsFlux.Tests.Kernel.Calendars.Time.Calendars;

namespace OpsFlux.Tests.Kernel.Sla.Engine;

/// <summary>
/// What holds for every clock, tried on drawn stories to the second: around changes of the clocks in Paris, around Ramadan in
/// Casablanca, in seasons that begin and end meanwhile. A failure names its seed: <c>Story(seed)</c> draws the same again.
/// </summary>
public sealed class ClockPropertyTests(ITestOutputHelper output)
{
    private const int Rounds = 400;

    [Fact]
    public void Due_does_not_move_as_time_goes_by() => ForAll(story =>
    {
        var open = Unstopped(story);
        var late = open.Facts.Max(f => f.At);
        var first = open.At(late);
        if (first.State is not ClockState.Running || first.DueAt is not { } due) return;

        Assert.Equal(due, WorkingTime.After(open.Calendar, late, first.Remaining));
        foreach (var share in new[] { 0.1, 0.5, 0.9 })
        {
            var now = late + ((due - late) * share);
            var reading = open.At(now);
            Assert.Equal(due, reading.DueAt);
            if (reading.Remaining > TimeSpan.Zero) Assert.Equal(due, WorkingTime.After(open.Calendar, now, reading.Remaining));
        }

        Assert.Equal((first.Allowed, ClockState.Breached), (open.At(due).Elapsed, open.At(due).State));
        Assert.Equal(ClockState.Running, open.At(due.AddTicks(-TimeSpan.TicksPerMicrosecond)).State);
    });

    [Fact]
    public void Waiting_never_shortens_what_remains_and_never_brings_the_due_date_closer() => ForAll(story =>
    {
        var now = story.Facts.Max(f => f.At).AddDays(2);
        var from = story.Start.AddSeconds(story.Random.Next(-3600, 5 * 86_400));
        var longer = story with { Facts = [.. story.Facts, new(ClockFactKind.Paused, from, "more"), new(ClockFactKind.Resumed, from.AddSeconds(story.Random.Next(1, 3 * 86_400)), "more")] };
        var (without, with) = (story.At(now), longer.At(now));

        Assert.True(with.Remaining >= without.Remaining);
        Assert.True(without.DueAt is null || with.DueAt is null || with.DueAt >= without.DueAt);
    });

    [Fact]
    public void Elapsed_never_runs_backwards_and_never_faster_than_time() => ForAll(story =>
    {
        var (before, at) = (TimeSpan.Zero, story.Start);
        for (var step = 0; step < 12; step++)
        {
            var next = at.AddSeconds(story.Random.Next(1, 86_400));
            var elapsed = story.At(next).Elapsed;
            Assert.InRange(elapsed - before, TimeSpan.Zero, next - at);
            (before, at) = (elapsed, next);
        }
    });

    [Fact]
    public void The_order_in_which_facts_are_told_does_not_matter() => ForAll(story =>
    {
        var now = story.Start.AddSeconds(story.Random.Next(10 * 86_400));
        var told = story with { Facts = [.. story.Facts.OrderBy(_ => story.Random.Next())] };

        Assert.Equal(story.At(now), told.At(now));
    });

    [Fact]
    public void Another_target_and_back_changes_nothing() => ForAll(story =>
    {
        var at = story.Start.AddSeconds(story.Random.Next(1, 5 * 86_400));
        ClockFact[] change = [new(ClockFactKind.TargetChanged, at, null, ClockTarget.OfTime(TimeSpan.FromMinutes(story.Random.Next(2000)))), new(ClockFactKind.TargetChanged, at.AddSeconds(story.Random.Next(1, 86_400)), null, story.Target)];
        var now = at.AddDays(3);

        Assert.Equal(story.At(now), (story with { Facts = [.. story.Facts, .. change] }).At(now));
    });

    [Fact]
    public void Filling_a_row_again_changes_nothing() => ForAll(story =>
    {
        int[] steps = [50, 75, 100, 150];
        var now = story.Start.AddSeconds(story.Random.Next(10 * 86_400));
        var once = Row(story);
        ClockSheet.Fill(once, story.Calendar, steps, now);
        var twice = Row(story);
        ClockSheet.Fill(twice, story.Calendar, steps, story.Start.AddSeconds(story.Random.Next(10 * 86_400)));   // whatever it showed before
        ClockSheet.Fill(twice, story.Calendar, steps, now);
        ClockSheet.Fill(twice, story.Calendar, steps, now);

        Assert.Equal(Shown(once), Shown(twice));
    });

    [Fact]
    public void The_sweep_comes_neither_before_a_step_nor_after_it() => ForAll(story =>
    {
        int[] steps = [50, 75, 100, 150];
        var row = Row(Unstopped(story));
        var now = story.Start;
        var taken = new List<int>();
        for (ClockSheet.Fill(row, story.Calendar, steps, now); row.WakeAt is { } wake; ClockSheet.Fill(row, story.Calendar, steps, wake))
        {
            var course = ClockCourse.Of(null, FactsJson.Read(row.Facts));
            int[] reached = [.. ClockSheet.Reached(course, story.Calendar, steps, wake).Where(s => s > row.TakenStep)];
            Assert.NotEmpty(reached);
            Assert.DoesNotContain(reached[^1], ClockSheet.Reached(course, story.Calendar, steps, wake.AddTicks(-TimeSpan.TicksPerMicrosecond)));
            taken.Add(row.TakenStep = reached[^1]);
        }

        Assert.Equal(taken.Order().Distinct(), taken);
    });

    [Fact]
    public void A_story_reads_the_same_after_it_was_stored() => ForAll(story =>
    {
        var now = story.Start.AddDays(4);
        var stored = FactsJson.Read(FactsJson.Write(story.Facts));

        Assert.Equal(story.At(now), ClockReading.Of(ClockCourse.Of(story.Target, stored), story.Calendar, now));
    });

    private void ForAll(Action<Story> holds)
    {
        for (var seed = 1; seed <= Rounds; seed++)
        {
            try
            {
                holds(Draw(seed));
            }
            catch (Exception)
            {
                output.WriteLine($"Story({seed}) does not hold.");
                throw;
            }
        }
    }

    /// <summary>A clock on a calendar.</summary>
    private sealed record Story(Random Random, CalendarRules Calendar, ClockTarget Target, IReadOnlyList<ClockFact> Facts)
    {
        public DateTimeOffset Start => Facts.First(f => f.Kind is ClockFactKind.Started).At;

        public ClockReading At(DateTimeOffset now) => ClockReading.Of(ClockCourse.Of(Target, Facts), Calendar, now);
    }

    private static Story Draw(int seed)
    {
        var random = new Random(seed);
        var calendar = AnyCalendar(random);
        var start = Change(random).AddSeconds(random.Next(-6 * 86_400, 2 * 86_400));
        var target = random.Next(4) == 0 ? ClockTarget.OfWorkingDays(random.Next(1, 5)) : ClockTarget.OfTime(TimeSpan.FromMinutes(random.Next(1, 2400)));
        List<ClockFact> facts = [new(ClockFactKind.Started, start)];
        foreach (var reason in new[] { "requester", "supplier", "parts" }.Take(random.Next(4)))
        {
            var from = start.AddSeconds(random.Next(-7200, 4 * 86_400));
            facts.AddRange([new(ClockFactKind.Paused, from, reason), new(ClockFactKind.Resumed, from.AddSeconds(random.Next(1, 2 * 86_400)), reason)]);
        }

        if (random.Next(3) > 0) return new(random, calendar, target, facts);
        var stop = start.AddSeconds(random.Next(1, 4 * 86_400));
        facts.Add(new(ClockFactKind.Stopped, stop));
        if (random.Next(2) == 0) facts.Add(new(ClockFactKind.Restarted, stop.AddSeconds(random.Next(1, 2 * 86_400))));
        return new(random, calendar, target, facts);
    }

    /// <summary>An instant near which clocks or hours change: spring and autumn in Paris, both ends of Ramadan in Casablanca, both ends of a season.</summary>
    private static DateTimeOffset Change(Random random)
    {
        string[] changes = ["2026-03-29 01:00", "2026-10-25 01:00", "2026-02-15 02:00", "2026-03-22 02:00", "2026-02-18 08:00", "2026-03-19 15:00", "2026-06-10 08:00"];
        return DateTimeOffset.Parse(changes[random.Next(changes.Length)] + "Z", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static CalendarRules AnyCalendar(Random random)
    {
        var zone = random.Next(2) == 0 ? Paris : Casablanca;
        if (random.Next(8) == 0) return CalendarRules.AroundTheClock(zone);
        var week = random.Next(3) switch { 0 => OfficeWeek, 1 => Week("00:00-24:00"), _ => Week("07:00-13:45", "22:00-24:00") };
        Season[] seasons = random.Next(2) == 0 ? [] : [new(new(2026, 2, 18), new(2026, 3, 19), Week("09:00-15:00")), new(new(2026, 10, 20), new(2026, 10, 27), Week("01:30-04:00", "06:00-14:00"))];
        var closed = new Dictionary<DateOnly, DayHours> { [new(2026, 3, 30)] = DayHours.Closed, [new(2026, 2, 17)] = Hours("10:00-11:00") };
        return new(zone, week, seasons, random.Next(2) == 0 ? closed : null);
    }

    private static Story Unstopped(Story story) => story with { Facts = [.. story.Facts.Where(f => f.Kind is not (ClockFactKind.Stopped or ClockFactKind.Restarted))] };

    private static SlaClock Row(Story story) => new()
    {
        RecordKind = "ticket", RecordId = Guid.Empty, Code = "resolution", Ordinal = 1,
        Facts = FactsJson.Write([.. story.Facts, new(ClockFactKind.TargetChanged, story.Start, null, story.Target)]),
    };

    private static object Shown(SlaClock row) => (row.State, row.StartedAt, row.DueAt, row.StoppedAt, row.DecidedAt, row.WakeAt, row.TakenStep);
}
