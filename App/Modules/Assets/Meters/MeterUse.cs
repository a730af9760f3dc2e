namespace OpsFlux.Modules.Assets.Meters;

/// <summary>A reading, for counting.</summary>
public readonly record struct MeterPoint(DateTimeOffset At, decimal Value, bool IsRestart);

/// <summary>How much a meter rises.</summary>
public static class MeterUse
{
    private const decimal HoursOfADay = 24m;

    /// <summary>
    /// Mean rise a day between the first and the last of the readings; a restart adds nothing of its own, because nobody read
    /// what the counter showed just before. Null where fewer than two readings, or no time, lie between.
    /// </summary>
    public static decimal? PerDay(IEnumerable<MeterPoint> readings)
    {
        var points = readings.OrderBy(r => r.At).ToList();
        if (points.Count < 2 || points[^1].At == points[0].At) return null;
        var rise = points.Zip(points.Skip(1), (before, after) => after.IsRestart ? 0m : after.Value - before.Value).Sum();
        return rise * HoursOfADay / (decimal)(points[^1].At - points[0].At).TotalHours;
    }
}
