using OpsFlux.Kernel.Calendars.Time;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>
/// How reliable an equipment was over a period, from its start to its end, which belongs to the next period. Lengths are
/// counted in the required time, so that MTBF / (MTBF + MTTR) is the availability. Sources: EN 13306, AFNOR X60-500.
/// </summary>
public sealed record Reliability
{
    /// <summary>R: the whole period, in the equipment's required time.</summary>
    public required TimeSpan Required { get; init; }

    /// <summary>D: the union of what is recorded of unplanned stops within the period. Where no duration is recorded it is zero and means nothing.</summary>
    public required TimeSpan Down { get; init; }

    /// <summary>What planned stops took besides.</summary>
    public required TimeSpan PlannedDown { get; init; }

    /// <summary>n: failures of a component, stops of a machine.</summary>
    public required int Failures { get; init; }

    /// <summary>Those of them of which a duration is recorded.</summary>
    public required int Timed { get; init; }

    /// <summary>D told apart by phases.</summary>
    public required RepairSplit Split { get; init; }

    /// <summary>R − D.</summary>
    public TimeSpan Operating => Required - Down;

    /// <summary>MTBF = (R − D) / n.</summary>
    public Figure<TimeSpan> MeanTimeBetweenFailures => PerFailure<TimeSpan>(() => Operating / Failures);

    /// <summary>MTTR, to restoration = D / n. Where durations are recorded of some failures alone, of those: the base says of how many.</summary>
    public Figure<TimeSpan> MeanTimeToRestore => PerFailure<TimeSpan>(() => Timed == 0 ? Figure.NotKnown : Down / Timed);

    /// <summary>Active repair alone, per failure.</summary>
    public Figure<TimeSpan> MeanRepair => MeanOf(Split.Repair);

    /// <summary>λ = n / (R − D), per hour.</summary>
    public Figure<decimal> FailureRate => PerFailure<decimal>(() => Operating > TimeSpan.Zero ? Failures / Hours(Operating) : Figure.Nothing);

    /// <summary>A = (R − D) / R. Not known while of any failure it is not recorded how long it lasted: it would read better than it was.</summary>
    public Figure<decimal> Availability => AvailabilityWithout(Down);

    /// <summary>Planned stops count against it too.</summary>
    public Figure<decimal> OperationalAvailability => AvailabilityWithout(Down + PlannedDown);

    /// <summary>A machine's: what fails at one instant is one stop, whatever number of components it concerns.</summary>
    public static Reliability OfMachine(Stretch period, CalendarRules required, History history) =>
        Of(period, required, history, [.. Within(period, history.Failures).GroupBy(f => f.At).Select(stop => stop.Any(f => f.IsTimed))]);

    /// <summary>A component's: every failure counts.</summary>
    public static Reliability OfComponent(Stretch period, CalendarRules required, History history) =>
        Of(period, required, history, [.. Within(period, history.Failures).Select(f => f.IsTimed)]);

    /// <summary>Of several together: lengths and counts are added, means never averaged. Phases are told apart machine by machine alone.</summary>
    public static Reliability Of(IEnumerable<Reliability> several) => several.Aggregate(
        new Reliability { Required = default, Down = default, PlannedDown = default, Failures = 0, Timed = 0, Split = new() },
        (sum, one) => sum with
        {
            Required = sum.Required + one.Required, Down = sum.Down + one.Down, PlannedDown = sum.PlannedDown + one.PlannedDown,
            Failures = sum.Failures + one.Failures, Timed = sum.Timed + one.Timed,
        });

    /// <summary>The mean of a phase over the failures of which a duration is recorded.</summary>
    /// <param name="phase">Null: nobody told the phases apart.</param>
    public Figure<TimeSpan> MeanOf(TimeSpan? phase) =>
        MeanTimeToRestore.Then<TimeSpan>(_ => phase is { } length ? length / Timed : Figure.NotKnown);

    /// <summary>The probability of no failure within t at a constant rate: exp(−t / MTBF).</summary>
    /// <param name="t">Zero or more.</param>
    public Figure<double> Over(TimeSpan t)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(t, TimeSpan.Zero);
        return MeanTimeBetweenFailures.Then<double>(mean => t == TimeSpan.Zero ? 1 : mean == TimeSpan.Zero ? 0 : Math.Exp(-(t / mean)));
    }

    private static Reliability Of(Stretch period, CalendarRules required, History history, bool[] timed)
    {
        var unplanned = Spans.Of(history.Downs.Where(d => !d.IsPlanned).Select(Stretched)).Within(period);
        var planned = Spans.Of(history.Downs.Where(d => d.IsPlanned).Select(Stretched)).Within(period);
        return new()
        {
            Required = WorkingTime.Between(required, period.From, period.To),
            Down = unplanned.LengthIn(required),
            PlannedDown = planned.Without(unplanned).LengthIn(required),
            Failures = timed.Length,
            Timed = timed.Count(t => t),
            Split = RepairSplit.Of(period, required, unplanned, history.Phases),
        };

        Stretch Stretched(DownSpan down) => new(down.From, down.To ?? period.To);
    }

    private static IEnumerable<Failure> Within(Stretch period, IEnumerable<Failure> failures) =>
        failures.Where(f => f.At >= period.From && f.At < period.To);

    private Figure<T> PerFailure<T>(Func<Figure<T>> known) where T : struct =>
        Required == TimeSpan.Zero ? Figure.Nothing : Failures == 0 ? Figure.NoFailure : known();

    /// <summary>Without a failure and without a stop, no availability was observed: a machine nobody looks after would show 100 %.</summary>
    private Figure<decimal> AvailabilityWithout(TimeSpan down)
    {
        if (Required == TimeSpan.Zero) return Figure.Nothing;
        if (Timed < Failures) return Figure.NotKnown;
        return Failures == 0 && down == TimeSpan.Zero ? Figure.NoFailure : (decimal)(Required - down).Ticks / Required.Ticks;
    }

    private static decimal Hours(TimeSpan length) => (decimal)length.Ticks / TimeSpan.TicksPerHour;
}
