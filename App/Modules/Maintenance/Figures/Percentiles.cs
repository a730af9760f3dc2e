namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>Lengths of time by percentile: a mean hides the few that waited for months.</summary>
/// <param name="Known">Those recorded, of all.</param>
public sealed record Percentiles(Share Known, Figure<TimeSpan> Median, Figure<TimeSpan> Ninetieth)
{
    /// <param name="lengths">Null: not recorded.</param>
    public static Percentiles Of(IReadOnlyCollection<TimeSpan?> lengths)
    {
        var sorted = lengths.OfType<TimeSpan>().Order().ToList();
        var none = lengths.Count == 0 ? Figure.Nothing : Figure.NotKnown;
        return new(new(sorted.Count, lengths.Count), sorted.Count == 0 ? none : At(sorted, 0.5m), sorted.Count == 0 ? none : At(sorted, 0.9m));
    }

    /// <summary>Between two neighbours in proportion, as the database's percentile_cont does.</summary>
    private static TimeSpan At(List<TimeSpan> sorted, decimal share)
    {
        var place = share * (sorted.Count - 1);
        var (below, above) = (sorted[(int)place], sorted[(int)Math.Ceiling(place)]);
        return new TimeSpan((long)decimal.Round(below.Ticks + ((above - below).Ticks * (place - Math.Floor(place)))));
    }
}
