using OpsFlux.Kernel.Calendars.Time;

namespace OpsFlux.Tests.Kernel.Calendars.Time;

/// <summary>Calendars to count with.</summary>
internal static class Calendars
{
    public static readonly TimeZoneInfo Casablanca = TimeZoneInfo.FindSystemTimeZoneById("Africa/Casablanca");
    public static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private static readonly DayOfWeek[] WorkDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Monday to Friday, 08:30–12:30 and 14:00–18:00.</summary>
    public static readonly IReadOnlyDictionary<DayOfWeek, DayHours> OfficeWeek = Week("08:30-12:30", "14:00-18:00");

    public static IReadOnlyDictionary<DayOfWeek, DayHours> Week(params string[] windows) => WorkDays.ToDictionary(d => d, _ => Hours(windows));

    public static CalendarRules Office(TimeZoneInfo zone, params DateOnly[] closed) => new(zone, OfficeWeek, null, closed.ToDictionary(d => d, _ => DayHours.Closed));

    public static DayHours Hours(params string[] windows) => DayHours.Of(windows.Select(w => w.Split('-')).Select(w => new DayWindow(Minutes(w[0]), Minutes(w[1]))));

    /// <summary>The instant at which the clock on that wall shows this time; of an hour that comes twice, the first.</summary>
    public static DateTimeOffset At(TimeZoneInfo zone, string local)
    {
        var time = DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture);
        var offset = zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }

    private static int Minutes(string time) => (int.Parse(time[..2], System.Globalization.CultureInfo.InvariantCulture) * 60) + int.Parse(time[3..], System.Globalization.CultureInfo.InvariantCulture);
}
