using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>
/// Declares a breakdown, or that equipment is beyond repair. What interventions do to it nobody does by hand. Refuses:
/// forbidden, not-found, invalid (the reason of giving up), transition-not-allowed, assets.by-interventions, assets.under-maintenance.
/// </summary>
[Needs(AssetPermissions.Operate)]
public sealed class OperateEquipment(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public Task<Result> RunAsync(OperateEquipmentRequest request, CancellationToken ct) =>
        EquipmentAction.RunAsync(dbs, user, request, AssetPermissions.Operate, (db, equipment) => TakeAsync(db, equipment, request, ct), ct, checkVersion: false);

    private async Task<Result> TakeAsync(AppDbContext db, Equipment equipment, OperateEquipmentRequest request, CancellationToken ct)
    {
        if (OperatingWorkflow.IsByInterventions(request.Trigger)) return Refusal.Conflict(AssetRefusals.ByInterventions);
        // Under the lock that interventions take: of a breakdown and a start at one moment the second sees the first.
        if (await EquipmentStates.LockAsync(db, equipment.Id, ct) is not { } locked) return Refusal.NotFound;
        if (locked.State == OperatingState.Maintenance) return Refusal.Conflict(AssetRefusals.UnderMaintenance);
        var step = OperatingWorkflow.Instance.Find(locked, locked.State, request.Trigger, user);
        if (step.Failed) return step.Refusal;
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        if (request.Trigger == OperatingTrigger.GiveUp && reason is null) return Refusal.Invalid(new FieldError(nameof(request.Reason), "required"));

        await EquipmentStates.EnterAsync(db, locked, request.Trigger, clock.GetUtcNow(), reason: null, ct, said: reason);
        return Result.Ok;
    }
}
