using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Tests.Kernel.Sla;

/// <summary>What a clock shows, counted by walking through every minute: nothing of the engine is used but the hours of a date.</summary>
/// <param name="DueAt">When the target was or will be used up; null while it waits before that.</param>
/// <param name="StoppedAt">Null while it goes on.</param>
internal sealed record MinuteByMinute(int Elapsed, int? Target, DateTimeOffset? DueAt, DateTimeOffset? StoppedAt, bool IsWaiting, bool IsCancelled, bool IsExcluded)
{
    private const int LongestWalk = 120 * 24 * 60;

    public static MinuteByMinute Of(IReadOnlyList<ClockFact> facts, CalendarRules calendar, DateTimeOffset now)
    {
        var told = facts.OrderBy(f => f.At).ToList();
        var target = (int?)told.LastOrDefault(f => f.Kind is ClockFactKind.TargetChanged)?.Target?.Time.TotalMinutes;
        var started = told.First(f => f.Kind is ClockFactKind.Started).At;
        var (elapsed, elapsedNow, next) = (0, 0, 0);
        var waits = new HashSet<string>();
        DateTimeOffset? due = null, stopped = null, stoppedNow = null;
        bool cancelled = false, excluded = false, waitsNow = false;
        for (var minute = started; minute < started.AddMinutes(LongestWalk); minute = minute.AddMinutes(1))
        {
            if (minute >= now && (due is not null || target is null || waits.Count > 0 || stopped is not null || cancelled)) break;
            for (; next < told.Count && told[next].At < minute.AddMinutes(1); next++) Apply(told[next]);
            if (minute < now) (waitsNow, stoppedNow) = (waits.Count > 0, stopped);
            if (waits.Count > 0 || stopped is not null || cancelled || !IsOpen(calendar, minute)) continue;
            elapsed++;
            if (minute < now) elapsedNow++;
            if (elapsed == target) due ??= minute.AddMinutes(1);
        }

        return new(elapsedNow, target, due, stoppedNow, waitsNow, cancelled, excluded);

        void Apply(ClockFact fact)
        {
            switch (fact.Kind)
            {
                case ClockFactKind.Paused: waits.Add(fact.Key ?? ""); break;
                case ClockFactKind.Resumed: waits.Remove(fact.Key ?? ""); break;
                case ClockFactKind.Stopped: stopped = fact.At; break;
                case ClockFactKind.Restarted: stopped = null; break;
                case ClockFactKind.Cancelled: cancelled = true; break;
                case ClockFactKind.Revived: cancelled = false; break;
                case ClockFactKind.Excluded: excluded = true; break;
                case ClockFactKind.Included: excluded = false; break;
            }
        }
    }

    private static bool IsOpen(CalendarRules calendar, DateTimeOffset minute)
    {
        var local = TimeZoneInfo.ConvertTime(minute, calendar.Zone);
        var inDay = (local.Hour * 60) + local.Minute;
        return calendar.HoursOf(DateOnly.FromDateTime(local.DateTime)).Windows.Any(w => inDay >= w.From && inDay < w.To);
    }
}
