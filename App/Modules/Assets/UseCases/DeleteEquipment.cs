using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>
/// Takes equipment out of sight, until an administrator brings it back; what was done on it stays. Refuses: forbidden,
/// invalid (reason), not-found, stale, assets.has-components, assets.under-maintenance.
/// </summary>
[Needs(AssetPermissions.Delete)]
public sealed class DeleteEquipment(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public Task<Result> RunAsync(DeleteEquipmentRequest request, CancellationToken ct) =>
        EquipmentAction.RunAsync(dbs, user, request, AssetPermissions.Delete, (db, equipment) => DeleteAsync(db, equipment, request, ct), ct);

    private async Task<Result> DeleteAsync(AppDbContext db, Equipment equipment, DeleteEquipmentRequest request, CancellationToken ct)
    {
        await EquipmentTree.LockAsync(db, equipment.StructureId, ct);
        if (equipment.State == OperatingState.Maintenance) return Refusal.Conflict(AssetRefusals.UnderMaintenance);
        if (await EquipmentTree.HasComponentsAsync(db, equipment.Id, ct)) return Refusal.Conflict(AssetRefusals.HasComponents);
        equipment.Delete(request.Reason, user.Id, clock.GetUtcNow());
        return Result.Ok;
    }
}
