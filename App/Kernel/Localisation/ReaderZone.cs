using System.Globalization;

namespace OpsFlux.Kernel.Localisation;

/// <summary>The zone and the way in which one reader sees instants: set with the user, per circuit or request.</summary>
public sealed class ReaderZone
{
    public const string DefaultZoneId = "Africa/Casablanca";

    /// <summary>Names that say a place, for fields that offer zones; the rest are old spellings of the same zones.</summary>
    public static readonly IReadOnlyList<string> Places =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/') && !id.StartsWith("Etc/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.FindSystemTimeZoneById(DefaultZoneId);

    /// <summary>An unknown zone, such as one dropped from the system's data, leaves the default.</summary>
    public void Set(string? zoneId)
    {
        if (zoneId is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone)) Zone = zone;
    }

    /// <summary>The first instant of a day: midnight, or what comes first where the clocks go forward at midnight.</summary>
    public DateTimeOffset StartOf(DateOnly day) => StartOf(day, Zone);

    /// <inheritdoc cref="StartOf(DateOnly)"/>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }

    /// <summary>What a clock on the reader's wall shows, as an instant: the first of the two where it shows it twice, an hour later where it never does.</summary>
    public DateTimeOffset ToInstant(DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (Zone.IsInvalidTime(wall)) wall = wall.AddHours(1);
        var offset = Zone.IsAmbiguousTime(wall) ? Zone.GetAmbiguousTimeOffsets(wall).Max() : Zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    public DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>"20/11/2026 14:07" in French, the culture's short pattern otherwise.</summary>
    public string Show(DateTimeOffset instant)
    {
        var local = ToLocal(instant);
        return $"{local.ToString("d", CultureInfo.CurrentCulture)} {local.ToString("t", CultureInfo.CurrentCulture)}";
    }
}
