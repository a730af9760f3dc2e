using OpsFlux.Kernel.Sla.OnCall;
using Xunit;
using static OpsFlux.Tests.Kernel.Calendars.Time.Calendars;

namespace OpsFlux.Tests.Kernel.Sla.OnCall;

public sealed class OnCallTurnsTests
{
    private static readonly Guid Ali = Guid.CreateVersion7(), Bea = Guid.CreateVersion7(), Chloe = Guid.CreateVersion7();

    /// <summary>Weeks from Monday 5 October 2026, 08:00 in Paris; winter time begins on the 25th.</summary>
    private static readonly OnCallRules Weekly = new(Paris, new(2026, 10, 5), new(8, 0), 7, [Ali, Bea, Chloe], []);

    [Fact]
    public void Turns_follow_one_another_and_begin_again()
    {
        Assert.Null(Who("2026-10-05 07:59"));
        Assert.Equal(Ali, Who("2026-10-05 08:00"));
        Assert.Equal(Ali, Who("2026-10-12 07:59"));
        Assert.Equal(Bea, Who("2026-10-12 08:00"));
        Assert.Equal(Chloe, Who("2026-10-20 12:00"));
        Assert.Equal(Ali, Who("2026-10-26 08:00"));
        Assert.Equal(Chloe, Who("2027-08-12 03:00"));   // in the forty-fifth week
    }

    [Fact]
    public void A_turn_in_which_clocks_change_is_an_hour_longer_or_shorter()
    {
        var autumn = OnCallTurns.Between(Weekly, At(Paris, "2026-10-19 08:00"), At(Paris, "2026-11-02 08:00"));
        Assert.Equal([Chloe, Ali], autumn.Select(s => s.UserId!.Value));
        Assert.Equal([TimeSpan.FromHours(169), TimeSpan.FromHours(168)], autumn.Select(s => s.To - s.From));
        var spring = OnCallTurns.Between(Weekly, At(Paris, "2027-03-22 08:00"), At(Paris, "2027-03-29 08:00"));
        Assert.Equal(TimeSpan.FromHours(167), Assert.Single(spring).To - spring[0].From);
    }

    [Fact]
    public void A_handover_that_the_wall_skips_or_shows_twice_happens_once()
    {
        var nightly = Weekly with { StartsOn = new(2026, 10, 20), HandoverAt = new(2, 30), TurnDays = 1 };
        var autumn = OnCallTurns.Between(nightly, At(Paris, "2026-10-24 12:00"), At(Paris, "2026-10-26 12:00"));
        Assert.Equal([new(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), new(2026, 10, 26, 1, 30, 0, TimeSpan.Zero)], autumn.Skip(1).Select(s => s.From));   // the first 02:30, which is summer's
        var spring = OnCallTurns.Between(nightly, At(Paris, "2027-03-27 12:00"), At(Paris, "2027-03-28 12:00"));
        Assert.Equal(new(2027, 3, 28, 1, 0, 0, TimeSpan.Zero), spring[1].From);   // the clocks jump from 02:00 to 03:00
    }

    [Fact]
    public void Casablanca_changes_around_Ramadan_and_the_handover_stays_where_it_is_on_the_wall()
    {
        var rules = Weekly with { Zone = Casablanca, StartsOn = new(2026, 2, 9), Members = [Ali, Bea] };
        var slices = OnCallTurns.Between(rules, At(Casablanca, "2026-02-09 08:00"), At(Casablanca, "2026-03-30 08:00"));
        Assert.All(slices, s => Assert.Equal(new TimeSpan(8, 0, 0), TimeZoneInfo.ConvertTime(s.From, Casablanca).TimeOfDay));
        Assert.Contains(slices, s => s.To - s.From == TimeSpan.FromHours(169));
        Assert.Contains(slices, s => s.To - s.From == TimeSpan.FromHours(167));
    }

    [Fact]
    public void Somebody_stands_in_for_whoever_s_turn_it_is()
    {
        var rules = Weekly with { StandIns = [new(Chloe, At(Paris, "2026-10-11 18:00"), At(Paris, "2026-10-13 18:00"))] };
        var slices = OnCallTurns.Between(rules, At(Paris, "2026-10-10 00:00"), At(Paris, "2026-10-15 00:00"));
        Assert.Equal(
            [
                new(At(Paris, "2026-10-10 00:00"), At(Paris, "2026-10-11 18:00"), Ali), new(At(Paris, "2026-10-11 18:00"), At(Paris, "2026-10-12 08:00"), Chloe, true, Ali),
                new(At(Paris, "2026-10-12 08:00"), At(Paris, "2026-10-13 18:00"), Chloe, true, Bea), new(At(Paris, "2026-10-13 18:00"), At(Paris, "2026-10-15 00:00"), Bea),
            ], slices);
        Assert.Equal((Ali, Chloe, Bea), (OnCallTurns.At(rules, At(Paris, "2026-10-11 17:59")), OnCallTurns.At(rules, At(Paris, "2026-10-11 18:00")), OnCallTurns.At(rules, At(Paris, "2026-10-13 18:00"))));
    }

    [Fact]
    public void Nobody_is_on_call_before_the_first_turn_and_in_a_rota_without_members()
    {
        var slices = OnCallTurns.Between(Weekly, At(Paris, "2026-10-01 00:00"), At(Paris, "2026-10-06 00:00"));
        Assert.Equal([(Guid?)null, Ali], slices.Select(s => s.UserId));
        var empty = Weekly with { Members = [], StandIns = [new(Bea, At(Paris, "2026-11-01 00:00"), At(Paris, "2026-11-02 00:00"))] };
        Assert.Equal([(Guid?)null, Bea, null], OnCallTurns.Between(empty, At(Paris, "2026-10-20 00:00"), At(Paris, "2026-11-10 00:00")).Select(s => s.UserId));
    }

    [Fact]
    public void Slices_leave_no_gap_and_agree_with_every_instant()
    {
        var random = new Random(3);
        for (var round = 0; round < 60; round++)
        {
            var from = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(300 * 1440));
            var rules = new OnCallRules(
                random.Next(2) == 0 ? Paris : Casablanca, DateOnly.FromDateTime(from.UtcDateTime).AddDays(random.Next(-40, 10)), new(random.Next(24), random.Next(60)), 1 + random.Next(14),
                [.. new[] { Ali, Bea, Chloe }.Take(random.Next(4))], [.. Enumerable.Range(0, random.Next(3)).Select(n => StandIn(random, from, n))]);
            var to = from.AddDays(20);
            var slices = OnCallTurns.Between(rules, from, to);

            Assert.Equal((from, to), (slices[0].From, slices[^1].To));
            Assert.All(slices.Zip(slices.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            for (var probe = 0; probe < 200; probe++)
            {
                var at = from.AddMinutes(random.Next(20 * 1440));
                Assert.Equal(OnCallTurns.At(rules, at), slices.Single(s => s.From <= at && at < s.To).UserId);
            }
        }
    }

    private static OnCallStandIn StandIn(Random random, DateTimeOffset from, int number)
    {
        var begin = from.AddMinutes((number * 9 * 1440) + random.Next(1440));
        return new(Chloe, begin, begin.AddMinutes(1 + random.Next(7 * 1440)));
    }

    private static Guid? Who(string wall) => OnCallTurns.At(Weekly, At(Paris, wall));
}
