using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Modules.Maintenance.Figures;
using Xunit;
using static OpsFlux.Tests.Kernel.Calendars.Time.Calendars;
using static OpsFlux.Tests.Modules.Maintenance.Figures.Reliabilities;

namespace OpsFlux.Tests.Modules.Maintenance.Figures;

public sealed class ReliabilityTests
{
    /// <summary>The worked example of the domain's rules, and what may lie around it. Hours; availability in hundredths of a percent.</summary>
    public static TheoryData<string, string, int, double, double, double, int> Months => new()
    {
        { "the worked example", "100-104 300-302 500-506", 3, 12, 236, 4, 9833 },
        { "overlapping stops count once", "100-104 102-106", 2, 6, 357, 3, 9917 },
        { "one within another", "100-110 102-104", 2, 10, 355, 5, 9861 },
        { "stops that touch", "100-104 104-108", 2, 8, 356, 4, 9889 },
        { "one that began before, without its failure", "m10-6 100-106", 1, 12, 708, 12, 9833 },
        { "one that ends later", "700-800", 1, 20, 700, 20, 9722 },
        { "one that goes on", "700-", 1, 20, 700, 20, 9722 },
        { "a failure at the first instant", "0-4", 1, 4, 716, 4, 9944 },
        { "a failure at the last instant is the next month's", "100-104 720-730", 1, 4, 716, 4, 9944 },
        { "down all the time", "0-", 1, 720, 0, 720, 0 },
    };

    [Theory]
    [MemberData(nameof(Months))]
    public void A_month_is_counted_as_its_stops_say(string because, string story, int failures, double down, double between, double restore, int available)
    {
        var found = OfMachine(story);

        Assert.True(found.Failures == failures, because);
        Assert.Equal((Hours(720), Hours(down)), (found.Required, found.Down));
        Assert.Equal(Hours(between), found.MeanTimeBetweenFailures.Value);
        Assert.Equal(Hours(restore), found.MeanTimeToRestore.Value);
        Assert.Equal(available / 10_000m, decimal.Round(found.Availability.Value!.Value, 4, MidpointRounding.AwayFromZero));
    }

    [Fact]
    public void Availability_is_what_the_two_means_make_of_it()
    {
        var found = OfMachine("100-104 300-302 500-506");

        var (between, restore) = (found.MeanTimeBetweenFailures.Value!.Value, found.MeanTimeToRestore.Value!.Value);
        Assert.Equal((decimal)(between / (between + restore)), found.Availability.Value!.Value, 12);
        Assert.Equal(3m / 708, found.FailureRate.Value);
        Assert.Equal(Math.Exp(-1), found.Over(Hours(236)).Value!.Value, 12);
        Assert.Equal(1, found.Over(TimeSpan.Zero).Value);
    }

    [Fact]
    public void Where_nothing_failed_that_is_said_and_no_figure()
    {
        var found = OfMachine("");

        Assert.Equal(Hours(720), found.Required);
        Assert.Equal(
            [FigureStand.NoFailure, FigureStand.NoFailure, FigureStand.NoFailure, FigureStand.NoFailure, FigureStand.NoFailure],
            [found.MeanTimeBetweenFailures.Stand, found.MeanTimeToRestore.Stand, found.FailureRate.Stand, found.Availability.Stand, found.Over(Hours(1)).Stand]);
        Assert.Null(found.MeanTimeBetweenFailures.Value);
        Assert.Null(found.Availability.Value);
    }

    [Fact]
    public void A_stop_that_reaches_into_a_month_without_failures_costs_availability_alone()
    {
        var found = OfMachine("m10-72");

        Assert.Equal((0, FigureStand.NoFailure, 0.9m), (found.Failures, found.MeanTimeBetweenFailures.Stand, found.Availability.Value));
    }

    [Fact]
    public void Where_no_duration_is_recorded_the_time_between_failures_is_all_that_is_known()
    {
        var found = OfMachine("100 300 500");

        Assert.Equal((Hours(240), TimeSpan.Zero), (found.MeanTimeBetweenFailures.Value, found.Down));
        Assert.Equal(
            [FigureStand.NotKnown, FigureStand.NotKnown, FigureStand.NotKnown, FigureStand.NotKnown],
            [found.MeanTimeToRestore.Stand, found.MeanRepair.Stand, found.Availability.Stand, found.OperationalAvailability.Stand]);
    }

    [Fact]
    public void Where_some_durations_are_recorded_the_mean_is_theirs_and_the_base_says_so()
    {
        var found = OfMachine("100-104 300 500-508");

        Assert.Equal((3, 2, Hours(6)), (found.Failures, found.Timed, found.MeanTimeToRestore.Value));
        Assert.Equal(FigureStand.NotKnown, found.Availability.Stand);
    }

    [Fact]
    public void What_fails_at_one_instant_is_two_failures_of_components_and_one_stop_of_the_machine()
    {
        var (gear, belt) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var history = new History
        {
            Failures = [new(gear, At("100"), false), new(belt, At("100"), true), new(gear, At("300"), true)],
            Downs = [new(At("100"), At("104")), new(At("300"), At("302"))],
        };

        var machine = Reliability.OfMachine(Month, Always, history);
        var parts = new[] { gear, belt }.Select(p => Reliability.OfComponent(Month, Always, history with { Failures = [.. history.Failures.Where(f => f.EquipmentId == p)] })).ToList();

        Assert.Equal((2, 2, Hours(357)), (machine.Failures, machine.Timed, machine.MeanTimeBetweenFailures.Value));
        Assert.Equal([2, 1], parts.Select(p => p.Failures));
        Assert.Equal(3, Reliability.OfComponent(Month, Always, history).Failures);
    }

    [Fact]
    public void Planned_stops_count_against_the_operation_alone_and_not_twice()
    {
        var found = OfMachine("100-104 p102-112 p200-210");

        Assert.Equal((Hours(4), Hours(18), 1), (found.Down, found.PlannedDown, found.Failures));
        Assert.Equal((716m / 720, 698m / 720), (found.Availability.Value, found.OperationalAvailability.Value));
        Assert.Equal(FigureStand.NoFailure, OfMachine("p1-2").Availability.Stand);
        Assert.Equal(719m / 720, OfMachine("p1-2").OperationalAvailability.Value);
    }

    [Fact]
    public void Required_time_is_the_calendars_and_stops_count_within_it()
    {
        var week = new Stretch(At(Casablanca, "2026-09-07 00:00"), At(Casablanca, "2026-09-14 00:00"));
        var history = new History
        {
            Failures = [new(Guid.Empty, At(Casablanca, "2026-09-08 17:00"), true)],
            Downs = [new(At(Casablanca, "2026-09-08 17:00"), At(Casablanca, "2026-09-09 09:30"))],
        };

        var found = Reliability.OfMachine(week, Office(Casablanca), history);

        Assert.Equal((Hours(40), Hours(2)), (found.Required, found.Down));
        Assert.Equal((Hours(38), Hours(2), 0.95m), (found.MeanTimeBetweenFailures.Value, found.MeanTimeToRestore.Value, found.Availability.Value));
    }

    [Fact]
    public void Without_required_time_there_is_nothing_to_say()
    {
        var sunday = new Stretch(At(Casablanca, "2026-09-13 00:00"), At(Casablanca, "2026-09-14 00:00"));
        var history = new History { Failures = [new(Guid.Empty, At(Casablanca, "2026-09-13 10:00"), true)], Downs = [new(At(Casablanca, "2026-09-13 10:00"), null)] };

        foreach (var found in new[] { Reliability.OfMachine(sunday, Office(Casablanca), history), Reliability.OfMachine(new(Start, Start), Always, history), Reliability.OfMachine(new(Month.To, Month.From), Always, history) })
        {
            Assert.Equal(TimeSpan.Zero, found.Required);
            Assert.Equal(
                [FigureStand.Nothing, FigureStand.Nothing, FigureStand.Nothing, FigureStand.Nothing],
                [found.MeanTimeBetweenFailures.Stand, found.MeanTimeToRestore.Stand, found.FailureRate.Stand, found.Availability.Stand]);
        }
    }

    [Fact]
    public void Down_all_the_time_there_is_no_rate_and_no_chance_of_going_on()
    {
        var found = OfMachine("0-");

        Assert.Equal((FigureStand.Nothing, 0d), (found.FailureRate.Stand, found.Over(Hours(1)).Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => found.Over(Hours(-1)));
    }
}
