using Quartz;

namespace OpsFlux.Kernel.Jobs;

/// <summary>What may be chosen as a schedule, and when it falls due.</summary>
public static class JobCron
{
    /// <summary>Closer together a job would be a load rather than a schedule.</summary>
    public static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);

    private const int Looked = 60;

    /// <summary>The code of what is wrong with it, or null when it may be chosen: invalid-cron, cron-never, cron-too-often.</summary>
    public static string? Wrong(string cron, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (!CronExpression.TryParse(cron, out _)) return "invalid-cron";
        var next = Next(cron, zone, now, Looked);
        if (next.Count == 0) return "cron-never";
        return next.Zip(next.Skip(1)).Any(pair => pair.Second - pair.First < ShortestPause) ? "cron-too-often" : null;
    }

    /// <summary>The next instants after <paramref name="now"/>, fewer where the schedule ends; none for an expression that is none.</summary>
    public static IReadOnlyList<DateTimeOffset> Next(string cron, TimeZoneInfo zone, DateTimeOffset now, int count)
    {
        if (!CronExpression.TryParse(cron, out var expression)) return [];
        var inZone = expression.WithTimeZone(zone);
        var found = new List<DateTimeOffset>(count);
        for (var at = inZone.GetNextValidTimeAfter(now); at is { } due && found.Count < count; at = inZone.GetNextValidTimeAfter(due)) found.Add(due);
        return found;
    }
}
