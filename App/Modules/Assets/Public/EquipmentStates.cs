using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Public;

/// <summary>What the last work on equipment left it as.</summary>
public enum WorkOutcome
{
    Works,

    /// <summary>A problem was discovered that the work did not solve.</summary>
    BrokenDown,
    BeyondRepair,
}

/// <summary>
/// The operating state of equipment as work on it begins and ends, within the caller's transaction. The row is locked first and
/// read under the lock, so that of two interventions at one moment the second sees what the first did.
/// </summary>
/// <remarks>Lock equipment before technicians, everywhere: whoever needs both cannot meet somebody who waits the other way round.</remarks>
public static class EquipmentStates
{
    /// <summary>Locks the row until the transaction ends; asked for before the work on it is counted. Null where there is none.</summary>
    public static async Task<Equipment?> LockAsync(AppDbContext db, Guid equipmentId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from assets.equipment where id = {equipmentId} for update", ct);
        if (await db.Set<Equipment>().SingleOrDefaultAsync(e => e.Id == equipmentId, ct) is not { } equipment) return null;
        await db.Entry(equipment).ReloadAsync(ct);   // what the context read before it waited for the lock may be old
        return equipment;
    }

    /// <summary>Work begins: equipment that ran or had broken down is in maintenance now. Refuses: assets.out-of-service.</summary>
    public static async Task<Result> BeginWorkAsync(AppDbContext db, Equipment equipment, DateTimeOffset now, string reason, CancellationToken ct)
    {
        switch (equipment.State)
        {
            case OperatingState.OutOfService:
                return Refusal.Conflict(AssetRefusals.OutOfService);
            case OperatingState.Operational:
                await EnterAsync(db, equipment, OperatingTrigger.StartMaintenance, now, reason, ct);
                break;
            case OperatingState.BrokenDown:
                await EnterAsync(db, equipment, OperatingTrigger.StartRepair, now, reason, ct);
                break;
        }

        return Result.Ok;
    }

    /// <summary>The last work that ran on it has ended. Nothing changes for equipment that is not in maintenance.</summary>
    public static async Task EndWorkAsync(AppDbContext db, Equipment equipment, WorkOutcome outcome, DateTimeOffset now, string reason, CancellationToken ct)
    {
        if (equipment.State != OperatingState.Maintenance) return;
        await EnterAsync(db, equipment, outcome == WorkOutcome.Works ? OperatingTrigger.CompleteMaintenance : OperatingTrigger.DiscoverProblem, now, reason, ct);
        if (outcome == WorkOutcome.BeyondRepair) await EnterAsync(db, equipment, OperatingTrigger.GiveUp, now, reason, ct);
    }

    /// <summary>A failure has kept it from working, and nothing has ended that.</summary>
    public static Task<bool> IsDownAsync(AppDbContext db, Guid equipmentId, CancellationToken ct) =>
        db.Set<Downtime>().AnyAsync(d => d.EquipmentId == equipmentId && d.Until == null && d.Kind == DowntimeKind.Unplanned, ct);

    /// <summary>It broke down: nothing changes where it did already, or is being worked on.</summary>
    public static async Task BreakDownAsync(AppDbContext db, Equipment equipment, DateTimeOffset now, string reason, CancellationToken ct)
    {
        if (equipment.State == OperatingState.Operational) await EnterAsync(db, equipment, OperatingTrigger.BreakDown, now, reason, ct);
    }

    /// <summary>Preventive maintenance was done on this day: the next is due an interval later.</summary>
    public static async Task MaintainedAsync(AppDbContext db, Guid equipmentId, DateOnly on, CancellationToken ct)
    {
        if (await db.Set<Equipment>().SingleOrDefaultAsync(e => e.Id == equipmentId, ct) is { MaintenanceEveryDays: { } days } equipment) equipment.NextMaintenanceOn = on.AddDays(days);
    }

    /// <summary>Takes a declared step and keeps the intervals in which the equipment was down; throws on any other step.</summary>
    internal static async Task EnterAsync(AppDbContext db, Equipment equipment, OperatingTrigger trigger, DateTimeOffset now, string? reason, CancellationToken ct, string? said = null)
    {
        equipment.Take(trigger, now, reason, said);
        if (trigger is OperatingTrigger.StartRepair or OperatingTrigger.GiveUp) return;   // down as it was
        var open = await OpenDowntimeAsync(db, equipment.Id, ct);
        // A repair that did not succeed is the same failure still: it is counted once, and down since it began.
        if (trigger == OperatingTrigger.DiscoverProblem && open?.Kind == DowntimeKind.Unplanned) return;
        if (open is not null) open.Until = now;
        if (trigger == OperatingTrigger.CompleteMaintenance) return;
        db.Add(new Downtime { EquipmentId = equipment.Id, Kind = trigger == OperatingTrigger.StartMaintenance ? DowntimeKind.Planned : DowntimeKind.Unplanned, From = now });
    }

    /// <summary>Those added in this very act included.</summary>
    private static async Task<Downtime?> OpenDowntimeAsync(AppDbContext db, Guid equipmentId, CancellationToken ct) =>
        db.Set<Downtime>().Local.FirstOrDefault(d => d.EquipmentId == equipmentId && d.Until is null)
        ?? await db.Set<Downtime>().FirstOrDefaultAsync(d => d.EquipmentId == equipmentId && d.Until == null, ct);
}
