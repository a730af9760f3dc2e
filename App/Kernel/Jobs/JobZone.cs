using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Jobs;

/// <summary>The zone that schedules count in: the organisation's.</summary>
internal static class JobZone
{
    /// <summary>A zone that this machine's data lack gives way to the default, rather than stop every job.</summary>
    public static TimeZoneInfo Of(string? zoneId) =>
        zoneId is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone) ? zone : TimeZoneInfo.FindSystemTimeZoneById(ReaderZone.DefaultZoneId);
}
