using System.Collections.Concurrent;

namespace OpsFlux.Kernel.Calendars.Time;

/// <summary>A stretch of time during which a zone keeps one distance from UTC.</summary>
/// <param name="To">The first instant after it.</param>
internal readonly record struct OffsetSpan(DateTimeOffset From, DateTimeOffset To, TimeSpan Offset);

/// <summary>
/// When a zone's clocks change, found from the system's zone rules year by year and kept: the rules of a zone can be
/// asked only for one instant at a time.
/// </summary>
internal static class ZoneOffsets
{
    private static readonly ConcurrentDictionary<(string Zone, int Year), DateTimeOffset[]> Changes = new();

    /// <summary>The spans that cover the interval, cut to it, in order.</summary>
    public static IEnumerable<OffsetSpan> Of(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to)
    {
        var start = from;
        for (var year = from.UtcDateTime.Year; year <= to.UtcDateTime.Year; year++)
        {
            foreach (var change in Changes.GetOrAdd((zone.Id, year), key => Find(zone, key.Year)))
            {
                if (change <= start) continue;
                if (change >= to) break;
                yield return new(start, change, zone.GetUtcOffset(start));
                start = change;
            }
        }

        if (start < to) yield return new(start, to, zone.GetUtcOffset(start));
    }

    private static DateTimeOffset[] Find(TimeZoneInfo zone, int year)
    {
        var found = new List<DateTimeOffset>();
        var day = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (; day.Year == year; day = day.AddDays(1))
        {
            if (zone.GetUtcOffset(day) != zone.GetUtcOffset(day.AddDays(1))) found.Add(Bisect(zone, day, day.AddDays(1)));
        }

        return [.. found];
    }

    /// <summary>The first second with the later offset.</summary>
    private static DateTimeOffset Bisect(TimeZoneInfo zone, DateTimeOffset before, DateTimeOffset after)
    {
        var later = zone.GetUtcOffset(after);
        while (after - before > TimeSpan.FromSeconds(1))
        {
            var middle = before.AddSeconds((long)(after - before).TotalSeconds / 2);
            if (zone.GetUtcOffset(middle) == later) after = middle;
            else before = middle;
        }

        return after;
    }
}
