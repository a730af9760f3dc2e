using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Portal;

/// <summary>What the form of a problem offers; nothing to whoever may not use it.</summary>
[Needs(MaintenancePermissions.ViewPortal)]
public sealed class PortalChoices(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500;

    /// <summary>Equipment of one's own client that is not retired, by name.</summary>
    public async Task<IReadOnlyList<EquipmentSight>> EquipmentAsync(CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewPortal)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await EquipmentReading.Sights(db, user).Where(e => e.LifeCycle != LifeCycle.Retired).OrderBy(e => e.Name).ThenBy(e => e.Id).Take(Most).ToListAsync(ct);
    }
}
