using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Modules.Maintenance.Technicians.Absences;

/// <summary>Days as the organisation's own clock on the wall counts them: absences and plans are compared by them.</summary>
internal sealed class OrganisationDays(TimeZoneInfo zone)
{
    public TimeZoneInfo Zone => zone;

    public static async Task<OrganisationDays> ReadAsync(AppDbContext db, CancellationToken ct) =>
        new(JobZone.Of(await db.Set<OrganisationSettings>().Select(o => o.ZoneId).SingleOrDefaultAsync(ct)));

    public DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    public DateTimeOffset StartOf(DateOnly day) => ReaderZone.StartOf(day, zone);
}
