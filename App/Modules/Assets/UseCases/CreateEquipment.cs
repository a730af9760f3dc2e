using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>What was created.</summary>
public sealed record CreatedEquipment(Guid Id, string Number);

/// <summary>
/// Adds a piece of equipment; a component stands where its parent does. Refuses: forbidden, invalid (each field that names
/// nothing of the structure, and a serial number that is taken there).
/// </summary>
[Needs(AssetPermissions.Manage)]
public sealed class CreateEquipment(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    public async Task<Result<CreatedEquipment>> RunAsync(CreateEquipmentRequest request, CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.Manage)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var structure = request.StructureId!.Value;   // required, and checked
        if (!user.CanIn(AssetPermissions.Manage, structure) || !await db.Set<Structure>().AnyAsync(s => s.Id == structure && s.IsActive, ct))
            return Refusal.Invalid(new FieldError(nameof(request.StructureId), "unknown-value"));
        if (await EquipmentChecks.TypeAsync(db, request.TypeId!.Value, ct) is { } unknownType) return unknownType;   // as above
        if (await EquipmentChecks.SiteAsync(db, request.SiteId, structure, ct) is { } unknownSite) return unknownSite;
        var parent = request.ParentId is { } id ? await EquipmentChecks.ParentAsync(db, id, structure, ct) : null;
        if (request.ParentId is not null && parent is null) return Refusal.Invalid(new FieldError(nameof(request.ParentId), AssetRefusals.UnknownParent));

        var now = clock.GetUtcNow();
        var equipment = Equipment.Create(request, now, zone.DayAt(now));
        if (parent is not null) equipment.SiteId = parent.SiteId;
        db.Add(equipment);
        var saved = await EquipmentChecks.SaveAsync(db, equipment, ct);
        return saved.Failed ? saved.Refusal : new CreatedEquipment(equipment.Id, equipment.Number);
    }
}
