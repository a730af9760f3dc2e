using OpsFlux.Kernel.Notifications.Preferences;

namespace OpsFlux.Kernel.Notifications.Rules;

/// <summary>Instants at which what was held back is due, in a person's zone. Pure.</summary>
internal static class WaitingTimes
{
    /// <summary>When the quiet hours end that hold <paramref name="at"/>; null where it is not quiet. Their first minute is quiet, their last instant is not.</summary>
    public static DateTimeOffset? QuietUntil(NotificationPreferences preferences, DateTimeOffset at, TimeZoneInfo zone)
    {
        if (!preferences.QuietHours || preferences.QuietFrom == preferences.QuietTo) return null;
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (!time.IsBetween(preferences.QuietFrom, preferences.QuietTo)) return null;
        var day = DateOnly.FromDateTime(local.DateTime);
        var until = InstantOf(time < preferences.QuietTo ? day : day.AddDays(1), preferences.QuietTo, zone);

        // In the hour that autumn repeats, the end may lie behind: then it is over with the next instant.
        return until > at ? until : null;
    }

    /// <summary>The quiet hours that hold now or come next; null where there are none.</summary>
    public static (DateTimeOffset From, DateTimeOffset To)? NextQuiet(NotificationPreferences preferences, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (!preferences.QuietHours || preferences.QuietFrom == preferences.QuietTo) return null;
        if (QuietUntil(preferences, now, zone) is { } until) return (now, until);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var from = InstantOf(day, preferences.QuietFrom, zone);
        if (from <= now) from = InstantOf(day.AddDays(1), preferences.QuietFrom, zone);
        return (from, QuietUntil(preferences, from, zone) ?? from);
    }

    /// <summary>The next digest strictly after <paramref name="at"/>; one that would fall into quiet hours comes at their end.</summary>
    public static DateTimeOffset NextDigest(NotificationPreferences preferences, DateTimeOffset at, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        if (preferences.Digest is DigestRhythm.Weekly) day = day.AddDays(((int)preferences.DigestDay - (int)day.DayOfWeek + 7) % 7);
        var step = preferences.Digest is DigestRhythm.Weekly ? 7 : 1;

        // From the one before: put off to the end of quiet hours, it may still be to come.
        return Enumerable.Range(-1, 4).Select(i => InstantOf(day.AddDays(i * step), preferences.DigestAt, zone)).Select(due => QuietUntil(preferences, due, zone) ?? due).First(due => due > at);
    }

    /// <summary>A time that spring leaps over comes an hour later; of one that autumn repeats, the first counts.</summary>
    public static DateTimeOffset InstantOf(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
