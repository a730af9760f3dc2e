using System.Globalization;

namespace OpsFlux.Kernel.Sla.OnCall.Pages;

/// <summary>Instants of a rota, as the wall of its own zone shows them, whoever reads.</summary>
internal static class RotaTimes
{
    /// <summary>"lun. 23/11/2026 08:00".</summary>
    public static string Short(OnCallRota rota, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(rota.ZoneId));
        return $"{local.ToString("ddd", CultureInfo.CurrentCulture)} {local.ToString("d", CultureInfo.CurrentCulture)} {local.ToString("t", CultureInfo.CurrentCulture)}";
    }
}
