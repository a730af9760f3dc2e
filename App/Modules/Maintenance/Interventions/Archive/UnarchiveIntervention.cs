using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Archive;

/// <summary>Takes an intervention out of the archive, so that it may be changed again. Refuses: forbidden, not-found, not-archived, stale.</summary>
[Needs(MaintenancePermissions.Unarchive)]
public sealed class UnarchiveIntervention(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(UnarchiveInterventionRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Unarchive)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var intervention = await db.Set<Intervention>().AllowedTo(user, MaintenancePermissions.Unarchive).SingleOrDefaultAsync(i => i.Id == request.InterventionId, ct);
        if (intervention is null) return Refusal.NotFound;
        db.Expect(intervention, request.Version);
        var done = intervention.Unarchive(clock.GetUtcNow());
        return done.Failed ? done : await db.TrySaveAsync(ct);
    }
}
