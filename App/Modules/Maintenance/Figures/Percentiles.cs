namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>Lengths of time by percentile: a mean hides the few that waited for months.</summary>
public sealed record Percentiles(int Count, Figure<TimeSpan> Median, Figure<TimeSpan> Ninetieth)
{
    public static Percentiles Of(IEnumerable<TimeSpan> lengths)
    {
        var sorted = lengths.Order().ToList();
        return new(sorted.Count, At(sorted, 0.5m), At(sorted, 0.9m));
    }

    /// <summary>Between two neighbours in proportion, as the database's percentile_cont does.</summary>
    private static Figure<TimeSpan> At(List<TimeSpan> sorted, decimal share)
    {
        if (sorted.Count == 0) return Figure<TimeSpan>.Nothing;
        var place = share * (sorted.Count - 1);
        var (below, above) = (sorted[(int)place], sorted[(int)Math.Ceiling(place)]);
        return new TimeSpan((long)decimal.Round(below.Ticks + ((above - below).Ticks * (place - Math.Floor(place)))));
    }
}
