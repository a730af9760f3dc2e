using System.Globalization;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Web;

/// <summary>How an instant reads: "aujourd’hui 09:12", "hier 17:40", "12 nov. 09:12", with the year where it is another.</summary>
internal sealed class InstantWording(ReaderZone zone, TextCatalog texts)
{
    public string Short(DateTimeOffset at, DateTimeOffset now)
    {
        var (local, today) = (zone.ToLocal(at), DateOnly.FromDateTime(zone.ToLocal(now).DateTime));
        var day = DateOnly.FromDateTime(local.DateTime);
        var time = local.ToString("t", CultureInfo.CurrentCulture);
        if (day == today) return texts.Format("Instant.Today", time);
        if (day == today.AddDays(-1)) return texts.Format("Instant.Yesterday", time);
        if (day == today.AddDays(1)) return texts.Format("Instant.Tomorrow", time);
        return $"{local.ToString(day.Year == today.Year ? "d MMM" : "d MMM yyyy", CultureInfo.CurrentCulture)} {time}";
    }

    /// <summary>For lists, where titles need the room: "09:12" today, "hier 17:40", then "12 nov.".</summary>
    public string Brief(DateTimeOffset at, DateTimeOffset now)
    {
        var (local, today) = (zone.ToLocal(at), DateOnly.FromDateTime(zone.ToLocal(now).DateTime));
        var day = DateOnly.FromDateTime(local.DateTime);
        if (day == today) return local.ToString("t", CultureInfo.CurrentCulture);
        return day == today.AddDays(-1) ? Short(at, now) : local.ToString(day.Year == today.Year ? "d MMM" : "d MMM yyyy", CultureInfo.CurrentCulture);
    }

    /// <summary>To the second, for logs: "20/11/2026 14:07:31".</summary>
    public string Moment(DateTimeOffset at)
    {
        var local = zone.ToLocal(at);
        return $"{local.ToString("d", CultureInfo.CurrentCulture)} {local.ToString("T", CultureInfo.CurrentCulture)}";
    }

    /// <summary>Date, time to the second and offset: what one quotes in a dispute.</summary>
    public string Full(DateTimeOffset at)
    {
        var local = zone.ToLocal(at);
        return $"{local.ToString("D", CultureInfo.CurrentCulture)} {local.ToString("T", CultureInfo.CurrentCulture)} (UTC{local.ToString("zzz", CultureInfo.InvariantCulture)})";
    }
}
