using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Meters;

/// <summary>Says what counters equipment has. Refuses: forbidden, not-found, invalid (also a name that is taken), stale.</summary>
[Needs(AssetPermissions.Manage)]
public sealed class EditMeters(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<Guid>> AddAsync(AddMeterRequest request, CancellationToken ct)
    {
        var id = Guid.Empty;
        var done = await EquipmentAction.RunAsync(dbs, user, request, AssetPermissions.Manage, async (db, equipment) =>
        {
            // Under the lock of its equipment: of two additions at one moment the second sees the first.
            if (await EquipmentStates.LockAsync(db, equipment.Id, ct) is null) return Refusal.NotFound;
            var meter = new Meter { EquipmentId = equipment.Id, Name = TypedText.OneLine(request.Name), Unit = TypedText.OneLine(request.Unit) };
            if (await db.Set<Meter>().AnyAsync(m => m.EquipmentId == equipment.Id && m.Name == meter.Name, ct)) return Refusal.Invalid(new FieldError(nameof(request.Name), AssetRefusals.MeterNameTaken));
            db.Add(meter);
            id = meter.Id;
            equipment.Raise(new MetersChanged(equipment.Id));
            return Result.Ok;
        }, ct, checkVersion: false);
        return done.Failed ? done.Refusal : id;
    }

    /// <summary>With all its readings. The version is that of the meter.</summary>
    public Task<Result> RemoveAsync(RemoveMeterRequest request, CancellationToken ct) =>
        EquipmentAction.RunAsync(dbs, user, request, AssetPermissions.Manage, async (db, equipment) =>
        {
            if (await db.Set<Meter>().SingleOrDefaultAsync(m => m.Id == request.MeterId && m.EquipmentId == equipment.Id, ct) is not { } meter) return Refusal.NotFound;
            db.Remove(meter);
            equipment.Raise(new MetersChanged(equipment.Id));
            return Result.Ok;
        }, ct, checkVersion: false);
}
