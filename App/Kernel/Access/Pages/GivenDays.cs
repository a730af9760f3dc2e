using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Access.Pages;

/// <summary>Days as people choose them, in their own zone: from the beginning of the first to the end of the last.</summary>
public sealed class GivenDays
{
    public DateOnly? First { get; set; }
    public DateOnly? Last { get; set; }

    public DateTimeOffset? From(ReaderZone zone) => First is { } day ? StartOf(day, zone.Zone) : null;

    public DateTimeOffset? To(ReaderZone zone) => Last is { } day && day < DateOnly.MaxValue ? StartOf(day.AddDays(1), zone.Zone) : null;

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);   // the clocks went forward at midnight
        return new(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }
}
