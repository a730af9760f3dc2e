using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Holidays;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Maintenance.Contracts.Rates;

namespace OpsFlux.Modules.Maintenance.Contracts.Scales;

/// <summary>A scale as it holds on some day.</summary>
/// <param name="VersionId">Null: none was chosen, and minutes count as they pass.</param>
internal sealed record ScaleInForce(Guid? VersionId, RateScale Scale, RateHours Hours)
{
    public DateOnly DateOf(DateTimeOffset instant) => Scale.DateOf(instant);
}

/// <summary>Which scale counts for a contract on a day. Three statements at most, however many entries are asked for.</summary>
internal sealed class ReadScales
{
    private readonly List<(ContractScaleVersion Version, RateScale Scale)> versions;
    private readonly IReadOnlyList<ConfirmedFeast> feasts;
    private readonly RateScale plain;
    private readonly Dictionary<Guid, ScaleInForce> made = [];

    private ReadScales(List<(ContractScaleVersion, RateScale)> versions, IReadOnlyList<ConfirmedFeast> feasts, RateScale plain) =>
        (this.versions, this.feasts, this.plain) = (versions, feasts, plain);

    public static async Task<ReadScales> ForAsync(AppDbContext db, Guid? scaleId, CancellationToken ct)
    {
        var rows = scaleId is { } id ? await db.Set<ContractScaleVersion>().AsNoTracking().Where(v => v.ScaleId == id).OrderByDescending(v => v.Number).ToListAsync(ct) : [];
        var feasts = rows.Count == 0 ? [] : await db.Set<FeastConfirmation>().Select(f => new ConfirmedFeast(f.Feast, f.LunarYear, f.Date)).ToListAsync(ct);
        var zone = await db.Set<OrganisationSettings>().Select(o => o.ZoneId).SingleOrDefaultAsync(ct) ?? "Africa/Casablanca";
        return new(rows.ConvertAll(v => (v, Parse(v.Definition))), feasts, RateScale.Plain(zone));
    }

    /// <summary>The latest version that is valid on the day of the instant; before the first one, the first.</summary>
    public ScaleInForce At(DateTimeOffset instant)
    {
        if (versions.Count == 0) return new(null, plain, plain.ToHours(feasts));
        var (version, scale) = versions.FirstOrDefault(v => v.Version.ValidFrom <= v.Scale.DateOf(instant), versions[^1]);
        if (!made.TryGetValue(version.Id, out var inForce)) made[version.Id] = inForce = new(version.Id, scale, scale.ToHours(feasts));
        return inForce;
    }

    /// <summary>The organisation's day at an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => plain.DateOf(instant);

    public static RateScale Parse(string json) => JsonSerializer.Deserialize<RateScale>(json, AppDbContext.EventJson)!;   // only ever written by Write

    public static string Write(RateScale scale) => JsonSerializer.Serialize(scale, AppDbContext.EventJson);
}
