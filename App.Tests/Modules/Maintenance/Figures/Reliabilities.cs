using System.Globalization;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Modules.Maintenance.Figures;

namespace OpsFlux.Tests.Modules.Maintenance.Figures;

/// <summary>Histories in hours since the beginning of September 2026, a month of 720 hours.</summary>
internal static class Reliabilities
{
    public static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly Stretch Month = new(Start, Start.AddHours(720));
    public static readonly CalendarRules Always = CalendarRules.AroundTheClock(TimeZoneInfo.Utc);

    private static readonly Guid Pump = Guid.CreateVersion7();

    /// <summary>"10-14 30-32": unplanned stops, each begun by a failure; "p50-60": a planned one; "7": a failure of which no duration is recorded; "40-": it goes on.</summary>
    public static History Read(string story)
    {
        var stops = story.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => (IsPlanned: s[0] == 'p', Ends: s.TrimStart('p').Split('-'))).ToList();
        return new()
        {
            Failures = [.. stops.Where(s => !s.IsPlanned).Select(s => new Failure(Pump, At(s.Ends[0]), s.Ends.Length == 2))],
            Downs = [.. stops.Where(s => s.Ends.Length == 2).Select(s => new DownSpan(At(s.Ends[0]), s.Ends[1].Length == 0 ? null : At(s.Ends[1]), s.IsPlanned))],
        };
    }

    public static Reliability OfMachine(string story) => Reliability.OfMachine(Month, Always, Read(story));

    public static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);

    /// <summary>A month's hour; those before it begin with "m".</summary>
    public static DateTimeOffset At(string hour) => Start.AddHours(double.Parse(hour.Replace('m', '-'), CultureInfo.InvariantCulture));
}
