using OpsFlux.Kernel.Calendars.Time;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>A set of instants: stretches in order, of which none touches another, so that no instant counts twice.</summary>
public sealed class Spans
{
    public static readonly Spans None = new([]);

    private readonly IReadOnlyList<Stretch> stretches;

    private Spans(IReadOnlyList<Stretch> stretches) => this.stretches = stretches;

    /// <summary>The union. A stretch that runs backwards or has no length holds no instant.</summary>
    public static Spans Of(IEnumerable<Stretch> any)
    {
        var union = new List<Stretch>();
        foreach (var stretch in any.Where(s => s.From < s.To).OrderBy(s => s.From))
        {
            if (union.Count > 0 && stretch.From <= union[^1].To) union[^1] = union[^1] with { To = Later(union[^1].To, stretch.To) };
            else union.Add(stretch);
        }

        return union.Count == 0 ? None : new(union);
    }

    public Spans Within(Stretch bounds) => Of(stretches.Select(s => new Stretch(Later(s.From, bounds.From), Earlier(s.To, bounds.To))));

    public Spans With(Spans other) => Of(stretches.Concat(other.stretches));

    public Spans Without(Spans other) => new([.. stretches.SelectMany(other.Spare)]);

    /// <summary>How much of it lies in the calendar's time.</summary>
    public TimeSpan LengthIn(CalendarRules calendar) =>
        stretches.Aggregate(TimeSpan.Zero, (sum, s) => sum + WorkingTime.Between(calendar, s.From, s.To));

    /// <summary>What this set leaves of a stretch.</summary>
    private IEnumerable<Stretch> Spare(Stretch whole)
    {
        var from = whole.From;
        foreach (var taken in stretches.SkipWhile(s => s.To <= whole.From).TakeWhile(s => s.From < whole.To))
        {
            if (taken.From > from) yield return new(from, taken.From);
            from = taken.To;
        }

        if (from < whole.To) yield return new(from, whole.To);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
