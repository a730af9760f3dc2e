using OpsFlux.Modules.Maintenance.Figures;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Figures;

public sealed class ServiceFigureTests
{
    private static readonly DateTimeOffset Opened = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Opened.AddDays(200);
    private static readonly Guid Pump = Guid.CreateVersion7(), Fan = Guid.CreateVersion7();

    [Theory]
    [InlineData("another one within 30 days", 30.0, true, "noise", true)]
    [InlineData("after 30 days", 30.1, true, "noise", false)]
    [InlineData("of another family", 10.0, true, "leak", false)]
    [InlineData("on another equipment", 10.0, false, "noise", false)]
    [InlineData("opened before the other was closed", -0.1, true, "noise", false)]
    public void A_trouble_that_comes_back_was_not_fixed(string because, double days, bool samePump, string symptom, bool cameBack)
    {
        var first = Closed(Pump, visits: 1);
        var second = new Corrective(Guid.CreateVersion7(), samePump ? Pump : Fan, symptom, first.ClosedAt!.Value.AddDays(days), null, null);

        var found = FirstTimeFix.Of([first], [first, second], Now);

        Assert.True(found.Fixed == new Share(cameBack ? 0 : 1, 1), because);
    }

    [Fact]
    public void Second_visits_do_not_count_as_fixed_and_closed_doors_do_not_count_at_all()
    {
        Corrective[] closed =
        [
            Closed(Pump, visits: 1), Closed(Fan, visits: 2), Closed(null, visits: 1), Closed(null, visits: 3) with { Excluded = FixExclusion.ClientAbsent },
            Closed(null, visits: 1) with { Excluded = FixExclusion.AccessLocked }, Closed(null, visits: null),
        ];

        var found = FirstTimeFix.Of(closed, closed, Now);

        Assert.Equal((new Share(2, 3), 1, 0), (found.Fixed, found.Unrecorded, found.Provisional));
        Assert.Equal((1, 1), (found.Excluded[FixExclusion.ClientAbsent], found.Excluded[FixExclusion.AccessLocked]));
    }

    [Fact]
    public void What_is_not_thirty_days_old_is_fixed_for_the_time_being()
    {
        var closed = Closed(Pump, visits: 1);

        Assert.Equal((new Share(1, 1), 1), (FirstTimeFix.Of([closed], [closed], Opened.AddDays(20)).Fixed, FirstTimeFix.Of([closed], [closed], Opened.AddDays(20)).Provisional));
    }

    [Fact]
    public void Without_interventions_or_without_their_visits_there_is_no_share()
    {
        Assert.Equal(FigureStand.Nothing, FirstTimeFix.Of([], [], Now).Value.Stand);
        Assert.Equal(FigureStand.NotKnown, FirstTimeFix.Of([Closed(Pump, visits: null)], [], Now).Value.Stand);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("5", 5.0, 5.0)]
    [InlineData("4 1 3 2", 2.5, 3.7)]
    [InlineData("1 2 3 4 5 6 7 8 9 10 100", 6.0, 10.0)]
    public void Resolution_times_are_told_by_percentile(string hours, double? median, double? ninetieth)
    {
        var found = Percentiles.Of([.. hours.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(h => (TimeSpan?)TimeSpan.FromHours(int.Parse(h, System.Globalization.CultureInfo.InvariantCulture)))]);

        Assert.Equal((median, ninetieth), (found.Median.Value?.TotalHours, found.Ninetieth.Value?.TotalHours));
        Assert.Equal(median is null ? FigureStand.Nothing : FigureStand.Known, found.Median.Stand);
    }

    [Fact]
    public void Lengths_that_nobody_recorded_are_not_known_rather_than_nothing()
    {
        var (some, none) = (Percentiles.Of([null, TimeSpan.FromHours(3), null]), Percentiles.Of([null, null]));

        Assert.Equal((new Share(1, 3), TimeSpan.FromHours(3)), (some.Known, some.Median.Value));
        Assert.Equal((new Share(0, 2), FigureStand.NotKnown, FigureStand.NotKnown), (none.Known, none.Median.Stand, none.Ninetieth.Stand));
    }

    [Fact]
    public void Satisfaction_stands_beside_how_many_answered()
    {
        var found = Satisfaction.Of([5, 4, 3, null, null, 1, null, null]);

        Assert.Equal((new Share(2, 4), new Share(4, 8)), (found.Satisfied, found.Answered));
        Assert.Equal((FigureStand.Nothing, 0m), (Satisfaction.Of([null]).Satisfied.Value.Stand, Satisfaction.Of([null]).Answered.Value.Value));
        Assert.Equal(FigureStand.Nothing, Satisfaction.Of([]).Answered.Value.Stand);
    }

    [Fact]
    public void What_was_promised_is_compared_with_what_was_done()
    {
        DateOnly day = new(2026, 3, 10);

        Assert.Equal(0.75m, Compliance.OfClocks(met: 9, breached: 3).Value.Value);
        Assert.Equal(FigureStand.Nothing, Compliance.OfClocks(0, 0).Value.Stand);
        Assert.Equal(new Share(1, 3), Compliance.OfSchedule([new(day, day), new(day, day.AddDays(1)), new(day, null)]));
        Assert.Equal(new Share(3, 6), Compliance.OfPreventive(
            [new(day, day.AddDays(3), 3), new(day, day.AddDays(-3), 3), new(day, day, 0), new(day, day.AddDays(4), 3), new(day, day.AddDays(-4), 3), new(day, null, 3)]));
    }

    [Fact]
    public void Shares_of_several_periods_are_added_and_not_averaged() =>
        Assert.Equal(0.1m, (new Share(1, 1) + new Share(0, 9)).Value.Value);

    private static Corrective Closed(Guid? equipment, int? visits) => new(Guid.CreateVersion7(), equipment, "noise", Opened, Opened.AddHours(5), visits);
}
