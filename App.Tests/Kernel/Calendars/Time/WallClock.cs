using OpsFlux.Kernel.Calendars.Time;

namespace OpsFlux.Tests.Kernel.Calendars.Time;

/// <summary>The definition itself, minute by minute and without a single idea: what the real computation has to agree with.</summary>
internal static class WallClock
{
    public static bool Works(CalendarRules calendar, DateTimeOffset minute)
    {
        var local = TimeZoneInfo.ConvertTime(minute, calendar.Zone);
        var inDay = (local.Hour * 60) + local.Minute;
        return calendar.HoursOf(DateOnly.FromDateTime(local.DateTime)).Windows.Any(w => inDay >= w.From && inDay < w.To);
    }

    /// <summary>Minutes that count in an interval of whole minutes.</summary>
    public static int Between(CalendarRules calendar, DateTimeOffset from, DateTimeOffset to)
    {
        var minutes = 0;
        for (var minute = from; minute < to; minute = minute.AddMinutes(1))
        {
            if (Works(calendar, minute)) minutes++;
        }

        return minutes;
    }
}
