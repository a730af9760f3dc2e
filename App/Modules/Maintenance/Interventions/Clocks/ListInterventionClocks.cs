using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Clocks;

/// <param name="IsInternal">Whether the reader may have clocks explained: agreements and lengths are the maintainer's affair.</param>
public sealed record InterventionClockList(IReadOnlyList<ClockView> Clocks, bool IsInternal);

/// <summary>The clocks of an intervention: what was promised, and how much of it is left. Refuses: forbidden, not-found.</summary>
[Needs(MaintenancePermissions.View)]
public sealed class ListInterventionClocks(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, GetIntervention get, ReadClocks clocks) : IUseCase
{
    /// <summary>All there ever were.</summary>
    public Task<Result<InterventionClockList>> RunAsync(string numberOrId, CancellationToken ct) => ReadAsync(numberOrId, (db, id) => clocks.AllAsync(db, id, ct), ct);

    /// <summary>The latest of each kind for which something is agreed, as a page shows them.</summary>
    public Task<Result<InterventionClockList>> ShownAsync(string numberOrId, CancellationToken ct) => ReadAsync(numberOrId, (db, id) => clocks.ShownAsync(db, Intervention.RecordKind, id, ct), ct);

    private async Task<Result<InterventionClockList>> ReadAsync(string numberOrId, Func<AppDbContext, Guid, Task<IReadOnlyList<ClockView>>> read, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        var found = await get.RowAsync(numberOrId, ct);
        if (found.Failed) return found.Refusal;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new InterventionClockList(await read(db, found.Value.Id), InterventionSight.AccessOf(found.Value, user).SeeInternal);
    }
}
