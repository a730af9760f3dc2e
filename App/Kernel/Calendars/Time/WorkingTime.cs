namespace OpsFlux.Kernel.Calendars.Time;

/// <summary>A stretch of instants, the end not included.</summary>
public readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;
}

/// <summary>
/// Working time between instants. A minute counts when the clock on the wall shows a time inside a window: in the hour
/// that an autumn night has twice it counts twice, in the hour that a spring night lacks never.
/// </summary>
public static class WorkingTime
{
    /// <summary>Nothing is looked for beyond this: a calendar that opens so rarely has no due dates.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(3 * 366);

    /// <summary>The working stretches within an interval, in order; days are looked at as they are asked for.</summary>
    public static IEnumerable<Stretch> Stretches(CalendarRules calendar, DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to) return [];
        return calendar.IsAroundTheClock ? [new Stretch(from, to)] : ByDay(calendar, from, to).Select(s => s.Stretch);
    }

    /// <summary>Working time in the interval; zero where it runs backwards.</summary>
    public static TimeSpan Between(CalendarRules calendar, DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        foreach (var stretch in Stretches(calendar, from, to)) sum += stretch.Length;
        return sum;
    }

    /// <summary>
    /// The first instant at which that much working time has passed: a closing edge rather than the next opening. Nothing
    /// to wait for is due at once. Null where the calendar does not give so much within <see cref="Horizon"/>.
    /// </summary>
    public static DateTimeOffset? After(CalendarRules calendar, DateTimeOffset from, TimeSpan length)
    {
        if (length <= TimeSpan.Zero) return from;
        if (calendar.IsAroundTheClock) return from + length;
        foreach (var stretch in Stretches(calendar, from, from + Horizon))
        {
            if (length <= stretch.Length) return stretch.From + length;
            length -= stretch.Length;
        }

        return null;
    }

    /// <summary>The end of the n-th working day after the day on which it starts; null where there are not so many within <see cref="Horizon"/>.</summary>
    /// <param name="days">One or more.</param>
    public static DateTimeOffset? EndOfWorkingDay(CalendarRules calendar, DateTimeOffset start, int days)
    {
        var date = DateOf(start, calendar.Zone.GetUtcOffset(start));
        var last = date.AddDays((int)Horizon.TotalDays);
        while (days > 0 && date < last)
        {
            date = date.AddDays(1);
            if (!calendar.HoursOf(date).IsClosed) days--;
        }

        return days > 0 ? null : EndOf(calendar, date);
    }

    /// <summary>
    /// The instant before which whatever began has seen so many whole working days end since the day it began; the other way
    /// round of <see cref="EndOfWorkingDay"/>, so that what is due can be found by one comparison. Null: nothing is that old.
    /// </summary>
    /// <param name="days">One or more.</param>
    public static DateTimeOffset? BeganBefore(CalendarRules calendar, DateTimeOffset now, int days)
    {
        var date = DateOf(now, calendar.Zone.GetUtcOffset(now)).AddDays(1);
        for (var first = date.AddDays(-(int)Horizon.TotalDays); days > 0 && date > first;)
        {
            date = date.AddDays(-1);
            if (!calendar.HoursOf(date).IsClosed && EndOf(calendar, date) <= now) days--;
        }

        return days > 0 ? null : StartOf(calendar.Zone, date);
    }

    /// <summary>With the date on the wall that each belongs to. Within one distance from UTC the wall clock never jumps, so days follow one another.</summary>
    private static IEnumerable<(DateOnly Date, Stretch Stretch)> ByDay(CalendarRules calendar, DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var span in ZoneOffsets.Of(calendar.Zone, from, to))
        {
            var last = DateOf(span.To, span.Offset);
            for (var date = DateOf(span.From, span.Offset); date <= last; date = date.AddDays(1))
            {
                var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), span.Offset).ToUniversalTime();
                foreach (var window in calendar.HoursOf(date).Windows)
                {
                    var stretch = new Stretch(Later(midnight.AddMinutes(window.From), span.From), Earlier(midnight.AddMinutes(window.To), span.To));
                    if (stretch.From < stretch.To) yield return (date, stretch);
                }
            }
        }
    }

    /// <summary>No zone is further than 14 hours from UTC: all of the date lies within a day around it.</summary>
    private static DateTimeOffset? EndOf(CalendarRules calendar, DateOnly date)
    {
        var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return ByDay(calendar, midnight.AddDays(-1), midnight.AddDays(2)).Where(s => s.Date == date).Select(s => (DateTimeOffset?)s.Stretch.To).LastOrDefault();
    }

    /// <summary>Midnight, or what comes first of a day that has none.</summary>
    internal static DateTimeOffset StartOf(TimeZoneInfo zone, DateOnly date)
    {
        var local = date.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }

    private static DateOnly DateOf(DateTimeOffset instant, TimeSpan offset) => DateOnly.FromDateTime(instant.UtcDateTime + offset);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
