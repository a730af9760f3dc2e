using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Explaining;

/// <summary>
/// Tells a clock's course from its start to the instant at which it is looked at: segments that touch one another, of which
/// those that count add up to what <see cref="ClockReading"/> shows. Pure.
/// </summary>
public sealed class ClockStory
{
    private readonly ClockCourse course;
    private readonly CalendarRules calendar;
    private readonly DayNames names;
    private readonly List<ClockSegment> told = [];
    private TimeSpan total;

    private ClockStory(ClockCourse course, CalendarRules calendar, DayNames names) => (this.course, this.calendar, this.names) = (course, calendar, names);

    /// <summary>Empty before it starts.</summary>
    public static IReadOnlyList<ClockSegment> Of(ClockCourse course, CalendarRules calendar, DayNames names, DateTimeOffset now)
    {
        var story = new ClockStory(course, calendar, names);
        if (course.StartedAt is { } started && started < now) story.Tell(started, course.EndAt(now));
        return story.told;
    }

    private void Tell(DateTimeOffset started, DateTimeOffset end)
    {
        var at = started;
        foreach (var running in course.Running(end).Where(r => r.From < r.To))
        {
            Stand(at, running.From);
            Run(running);
            at = running.To;
        }

        Stand(at, end);
    }

    private void Run(Stretch running)
    {
        var at = running.From;
        foreach (var stretch in WorkingTime.Stretches(calendar, running.From, running.To))
        {
            Close(at, stretch.From);
            total += stretch.Length;
            Add(stretch.From, stretch.To, SegmentKind.Counted, []);
            at = stretch.To;
        }

        Close(at, running.To);
    }

    /// <summary>It stood still, for one or several reasons at a time.</summary>
    private void Stand(DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to) return;
        var edges = course.Pauses.SelectMany(p => new[] { p.From, p.To ?? to }).Where(at => at > from && at < to).Append(to).Distinct().Order();
        foreach (var edge in edges)
        {
            var why = course.Pauses.Where(p => p.From <= from && (p.To is null || p.To >= edge)).Select(p => p.Reason).Distinct().ToList();
            var kind = why.Contains(ClockPause.Resolution) ? SegmentKind.Undone : why.Contains(ClockPause.Cancellation) ? SegmentKind.GivenUp : SegmentKind.Paused;
            Add(from, edge, kind, kind is SegmentKind.Paused ? why : []);
            from = edge;
        }
    }

    /// <summary>It could have run, and nobody works: days off by their names, all else in one piece.</summary>
    private void Close(DateTimeOffset from, DateTimeOffset to)
    {
        while (from < to)
        {
            var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, calendar.Zone).DateTime);
            var next = WorkingTime.StartOf(calendar.Zone, date.AddDays(1));
            var end = next < to ? next : to;
            var off = calendar.HoursOf(date).IsClosed ? names.Of(date) : [];
            Add(from, end, off.Count > 0 ? SegmentKind.DayOff : SegmentKind.OutsideHours, off);
            from = end;
        }
    }

    private void Add(DateTimeOffset from, DateTimeOffset to, SegmentKind kind, IReadOnlyList<string> of)
    {
        if (told is [.., var last] && last.Kind == kind && last.To == from && last.Names.SequenceEqual(of)) told[^1] = last with { To = to, Total = total };
        else told.Add(new(from, to, kind, total, of));
    }
}
