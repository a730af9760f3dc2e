using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>
/// Who adds work and who closes take turns, so that nothing is kept on an intervention that was counted meanwhile and no
/// mandatory point loses its answer while it closes. Taken after equipment and technician, before people's times and the contract.
/// </summary>
internal static class InterventionLock
{
    /// <summary>Holds the row until the caller's transaction ends.</summary>
    public static Task TakeAsync(AppDbContext db, Guid interventionId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select 1 from maintenance.interventions where id = {interventionId} for no key update", ct);
}
