using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Figures;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Performance;

/// <summary>How the work went that a technician led, as far as this reader may see it.</summary>
/// <param name="Worked">Time he kept on interventions, by when it began.</param>
public sealed record TechnicianPerformance(DaySpan Days, ServiceFigures Service, TimeSpan Worked);

/// <summary>Figures of one technician over a period, the present year where nothing is said. Refuses: forbidden, not-found (also for what one may not know of).</summary>
[Needs(MaintenancePermissions.ViewTechnicians), Needs(MaintenancePermissions.View)]
public sealed class GetPerformance(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    public async Task<Result<TechnicianPerformance>> RunAsync(string numberOrId, FiguresFilter filter, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewTechnicians) || !user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var technicians = db.Set<Technician>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewTechnicians).WithNumberOrId(numberOrId);
        if (await technicians.Select(t => (Guid?)t.UserId).SingleOrDefaultAsync(ct) is not { } person) return Refusal.NotFound;

        var now = clock.GetUtcNow();
        var (days, passed) = filter.On(now, zone);
        var reader = new ServiceReader(db, user, MaintenancePermissions.View, filter with { Lead = person });
        var service = await reader.ReadAsync(passed, now, ct);
        var times = await db.Set<InterventionTime>().Where(t => t.PersonId == person && t.From >= passed.From && t.From < passed.To && reader.Seen().Any(i => i.Id == t.InterventionId))
            .Select(t => new { t.From, t.Until }).ToListAsync(ct);
        return new TechnicianPerformance(days, service.All, times.Aggregate(TimeSpan.Zero, (sum, t) => sum + (t.Until - t.From)));
    }
}
