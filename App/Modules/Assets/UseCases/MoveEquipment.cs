using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>
/// Puts equipment at another site, in another place, or makes it a component of other equipment, within its structure. All
/// that is below it goes to the same site. Every step stays in the timeline. Refuses: forbidden, not-found, stale, invalid
/// (a site or a parent of elsewhere; a parent that is below it).
/// </summary>
[Needs(AssetPermissions.Manage)]
public sealed class MoveEquipment(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public Task<Result> RunAsync(MoveEquipmentRequest request, CancellationToken ct) =>
        EquipmentAction.RunAsync(dbs, user, request, AssetPermissions.Manage, (db, equipment) => MoveAsync(db, equipment, request, ct), ct);

    private static async Task<Result> MoveAsync(AppDbContext db, Equipment equipment, MoveEquipmentRequest request, CancellationToken ct)
    {
        await EquipmentTree.LockAsync(db, equipment.StructureId, ct);
        var below = await EquipmentTree.BelowAsync(db, equipment.Id, ct);
        var site = request.SiteId;
        if (request.ParentId is { } id && id != equipment.ParentId)
        {
            if (id == equipment.Id || below.Any(e => e.Id == id)) return Refusal.Invalid(new FieldError(nameof(request.ParentId), AssetRefusals.ParentBelow));
            if (await EquipmentChecks.ParentAsync(db, id, equipment.StructureId, ct) is not { } parent) return Refusal.Invalid(new FieldError(nameof(request.ParentId), AssetRefusals.UnknownParent));
            site = parent.SiteId;
        }
        else if (request.ParentId is not null)
        {
            site = equipment.SiteId;   // stays with its parent
        }
        else if (site != equipment.SiteId && await EquipmentChecks.SiteAsync(db, site, equipment.StructureId, ct) is { } unknown)
        {
            return unknown;
        }

        equipment.Place(site, request.Location, request.ParentId);
        foreach (var component in below) component.Follow(site);
        return Result.Ok;
    }
}
