using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>
/// Figures of a period, of the equipment and interventions one may see: two statements for machines and their stops, six for
/// the work, whatever there is outside the period. Refuses: forbidden, not-found (an equipment one may not see).
/// </summary>
[Needs(MaintenancePermissions.ViewFigures), Needs(MaintenancePermissions.View), Needs(AssetPermissions.View)]
public sealed class GetFigures(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider time) : IUseCase
{
    public async Task<Result<MaintenanceFigures>> RunAsync(FiguresFilter filter, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewFigures) || !user.Can(MaintenancePermissions.View) || !user.Can(AssetPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReadAsync(db, user, MaintenancePermissions.ViewFigures, filter, zone, time.GetUtcNow(), ct);
    }

    /// <summary>Of one equipment, and of its components.</summary>
    /// <param name="equipment">Its id or its number.</param>
    public async Task<Result<MaintenanceFigures>> OfAsync(string equipment, FiguresFilter filter, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewFigures) || !user.Can(MaintenancePermissions.View) || !user.Can(AssetPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (isId, number) = (Guid.TryParse(equipment, out var id), equipment.Trim().ToUpperInvariant());
        var found = await EquipmentCards.Of(db, user, MaintenancePermissions.ViewFigures).Where(c => isId ? c.Id == id : c.Number == number).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound;
        return await ReadAsync(db, user, MaintenancePermissions.ViewFigures, filter with { Equipment = found }, zone, time.GetUtcNow(), ct);
    }

    /// <param name="permission">Counts together with those of seeing equipment and interventions.</param>
    internal static async Task<Result<MaintenanceFigures>> ReadAsync(
        AppDbContext db, ICurrentUser user, string permission, FiguresFilter filter, ReaderZone zone, DateTimeOffset now, CancellationToken ct)
    {
        var (days, passed) = filter.On(now, zone);
        var fleet = await new FleetReader(db, user, permission, filter).ReadAsync(passed, ct);
        if (fleet is null) return Refusal.NotFound;
        var service = await new ServiceReader(db, user, permission, filter).ReadAsync(passed, now, ct);
        var lines = fleet.Lines.Select(l => l with { Satisfaction = service.ByEquipment.GetValueOrDefault(l.Id, Satisfaction.None) });
        return new MaintenanceFigures(days, passed, fleet.Equipment, fleet.Total, [.. lines], fleet.IsCut, service.All);
    }
}
