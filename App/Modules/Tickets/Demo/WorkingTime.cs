namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>Places a story's instants on working days, between 7 and 19 h, and never in the future.</summary>
internal sealed class WorkingTime(DateTimeOffset now, TimeZoneInfo zone)
{
    private const int Opening = 7;
    private const int Closing = 19;

    /// <summary>The given time of day, so many working days before today.</summary>
    public DateTimeOffset At(int daysAgo, TimeOnly time)
    {
        var day = Back(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date));
        for (var left = daysAgo; left > 0; left--) day = Back(day.AddDays(-1));
        return Instant(day.ToDateTime(time));
    }

    /// <summary>What falls into a night or a weekend happens in the next morning's first hour.</summary>
    public DateTimeOffset After(DateTimeOffset previous, TimeSpan length)
    {
        var local = TimeZoneInfo.ConvertTime(previous + length, zone).DateTime;
        if (local.Hour >= Closing) local = local.Date.AddDays(1).AddHours(Opening).AddMinutes(local.Minute);
        else if (local.Hour < Opening) local = local.Date.AddHours(Opening).AddMinutes(local.Minute);
        while (IsWeekend(local.DayOfWeek)) local = local.AddDays(1);
        return Instant(local);
    }

    private DateTimeOffset Instant(DateTime local)
    {
        var instant = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
        return instant < now ? instant : now.AddMinutes(-1);
    }

    private static DateOnly Back(DateOnly day)
    {
        while (IsWeekend(day.DayOfWeek)) day = day.AddDays(-1);
        return day;
    }

    private static bool IsWeekend(DayOfWeek day) => day is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
