using System.Globalization;

namespace OpsFlux.Kernel.Localisation;

/// <summary>The zone and the way in which one reader sees instants: set with the user, per circuit or request.</summary>
public sealed class ReaderZone
{
    public const string DefaultZoneId = "Africa/Casablanca";

    /// <summary>Zones that a person may choose: names that say a place; the rest are old spellings of the same zones.</summary>
    public static readonly IReadOnlyList<string> Names =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/') && !id.StartsWith("Etc/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.FindSystemTimeZoneById(DefaultZoneId);

    /// <summary>An unknown zone, such as one dropped from the system's data, leaves the default.</summary>
    public void Set(string? zoneId)
    {
        if (zoneId is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone)) Zone = zone;
    }

    public DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>"20/11/2026 14:07" in French, the culture's short pattern otherwise.</summary>
    public string Show(DateTimeOffset instant)
    {
        var local = ToLocal(instant);
        return $"{local.ToString("d", CultureInfo.CurrentCulture)} {local.ToString("t", CultureInfo.CurrentCulture)}";
    }
}
