using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Clocks;

/// <summary>Fills in what a clock's row keeps of what its facts say. Pure: the same facts, calendar, steps and instant give the same row.</summary>
public static class ClockSheet
{
    /// <param name="calendar">Of the row's calendar version.</param>
    /// <param name="steps">Percentages at which the sweep has something to do; see <c>PolicyDefinition.StepsOf</c>.</param>
    public static void Fill(SlaClock clock, CalendarRules calendar, IReadOnlyList<int> steps, DateTimeOffset now)
    {
        var course = ClockCourse.Of(null, FactsJson.Read(clock.Facts));
        var reading = ClockReading.Of(course, calendar, now);
        clock.State = reading.State;
        (clock.StartedAt, clock.StoppedAt) = (course.StartedAt, course.IsCancelled ? null : course.StoppedAt);
        clock.DueAt = DueOf(course, calendar, reading);
        clock.DecidedAt = reading.State switch
        {
            ClockState.Met => course.StoppedAt,
            ClockState.MetLate or ClockState.Breached => clock.DueAt ?? course.StoppedAt,
            ClockState.Excluded when course.StoppedAt is { } stop && (clock.DueAt is not { } due || stop < due) => stop,
            ClockState.Excluded => clock.DueAt,
            _ => null,
        };
        clock.WakeAt = GoesOn(reading.State) ? WakeOf(course, calendar, steps, clock.TakenStep) : null;
    }

    /// <summary>Takes those steps as done that the clock had passed by now, for a history that nobody is to be told of.</summary>
    public static void PassOver(SlaClock clock, CalendarRules calendar, IReadOnlyList<int> steps, DateTimeOffset now)
    {
        var course = ClockCourse.Of(null, FactsJson.Read(clock.Facts));
        clock.TakenStep = Math.Max(clock.TakenStep, Reached(course, calendar, steps, now).DefaultIfEmpty().Max());
    }

    /// <summary>The steps that a clock has reached, rising.</summary>
    public static IEnumerable<int> Reached(ClockCourse course, CalendarRules calendar, IReadOnlyList<int> steps, DateTimeOffset now) =>
        steps.TakeWhile(s => ClockReading.ReachedAt(course, calendar, s) is { } at && at <= (course.StoppedAt is { } stop && stop < now ? stop : now));

    /// <summary>Whether time can still change what it shows.</summary>
    public static bool GoesOn(ClockState state) => state is ClockState.Running or ClockState.Paused or ClockState.Breached;

    /// <summary>Of what stopped, when it would have been due had it gone on.</summary>
    private static DateTimeOffset? DueOf(ClockCourse course, CalendarRules calendar, ClockReading reading) =>
        reading.State is ClockState.Cancelled ? null : reading.DueAt ?? (course.StoppedAt is null ? null : ClockReading.ReachedAt(course with { StoppedAt = null }, calendar, 100));

    private static DateTimeOffset? WakeOf(ClockCourse course, CalendarRules calendar, IReadOnlyList<int> steps, int taken) =>
        steps.Where(s => s > taken).Select(s => (int?)s).FirstOrDefault() is { } next ? ClockReading.ReachedAt(course, calendar, next) : null;
}
