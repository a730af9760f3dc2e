using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>
/// What a step of an intervention does to its equipment and its technician. Both are locked before other work on them is
/// counted, equipment first, so that every order of two steps at one moment ends as if one had come after the other.
/// </summary>
internal static class InterventionEffects
{
    private static readonly InterventionState[] Begun = [InterventionState.InProgress, InterventionState.OnHold];

    /// <summary>Asked before the step is taken. Refuses: assets.out-of-service, no-technician, unknown-technician, technician-away.</summary>
    /// <returns>What the equipment is left as, where the step ends work on it; else null.</returns>
    public static async Task<Result<Effect>> ApplyAsync(AppDbContext db, Intervention intervention, InterventionState to, EquipmentOutcome? asked, DateTimeOffset now, CancellationToken ct)
    {
        var outcome = await MoveEquipmentAsync(db, intervention, to, asked, now, ct);
        if (outcome.Failed) return outcome;
        var moved = to == InterventionState.InProgress
            ? await BeginAsync(db, intervention.LeadId, intervention, now, ct)
            : await FreeAsync(db, intervention, now, ct);
        return moved.Failed ? moved.Refusal : outcome;
    }

    /// <summary>Running work changes hands.</summary>
    public static async Task<Result> HandOverAsync(AppDbContext db, Intervention intervention, Guid to, DateTimeOffset now, CancellationToken ct)
    {
        if (intervention.State != InterventionState.InProgress) return Result.Ok;
        // In one order, whoever gives to whom: two that are handed over crosswise must not wait for each other.
        foreach (var person in new[] { intervention.LeadId, to }.OfType<Guid>().Order()) await TechnicianStates.LockAsync(db, person, ct);
        var freed = await FreeAsync(db, intervention, now, ct);
        return freed.Failed ? freed : await BeginAsync(db, to, intervention, now, ct);
    }

    private static async Task<Result<Effect>> MoveEquipmentAsync(
        AppDbContext db, Intervention intervention, InterventionState to, EquipmentOutcome? asked, DateTimeOffset now, CancellationToken ct)
    {
        if (intervention.EquipmentId is not { } id || await EquipmentStates.LockAsync(db, id, ct) is not { } equipment) return new Effect(null);
        if (to == InterventionState.InProgress)
        {
            var begun = await EquipmentStates.BeginWorkAsync(db, equipment, now, ReasonOf(intervention, "Begun"), ct);
            return begun.Failed ? begun.Refusal : new Effect(null);
        }

        if (to == InterventionState.OnHold || !Begun.Contains(intervention.State)) return new Effect(null);
        var outcome = asked ?? await DefaultOutcomeAsync(db, equipment.Id, to, ct);
        var goesOn = await db.Set<Intervention>().AnyAsync(i => i.EquipmentId == id && i.Id != intervention.Id && Begun.Contains(i.State), ct);
        if (!goesOn) await EquipmentStates.EndWorkAsync(db, equipment, OutcomeOf(outcome), now, ReasonOf(intervention, "Ended"), ct);
        return new Effect(outcome);
    }

    private static async Task<EquipmentOutcome> DefaultOutcomeAsync(AppDbContext db, Guid equipmentId, InterventionState to, CancellationToken ct) =>
        to == InterventionState.Cancelled && await EquipmentStates.IsDownAsync(db, equipmentId, ct) ? EquipmentOutcome.BrokenDown : EquipmentOutcome.Works;

    private static async Task<Result> BeginAsync(AppDbContext db, Guid? lead, Intervention intervention, DateTimeOffset now, CancellationToken ct)
    {
        if (lead is not { } person) return Refusal.Conflict(MaintenanceRefusals.NoTechnician);
        if (await TechnicianStates.LockAsync(db, person, ct) is not { } technician) return Refusal.Conflict(MaintenanceRefusals.UnknownTechnician);
        return TechnicianStates.BeginWork(technician, now, ReasonOf(intervention, "Begun"));
    }

    private static async Task<Result> FreeAsync(AppDbContext db, Intervention intervention, DateTimeOffset now, CancellationToken ct)
    {
        if (intervention.State != InterventionState.InProgress || intervention.LeadId is not { } person) return Result.Ok;
        if (await TechnicianStates.LockAsync(db, person, ct) is not { } technician) return Result.Ok;
        var works = await db.Set<Intervention>().AnyAsync(i => i.LeadId == person && i.Id != intervention.Id && i.State == InterventionState.InProgress, ct);
        if (!works) TechnicianStates.EndWork(technician, now, ReasonOf(intervention, "Ended"));
        return Result.Ok;
    }

    private static string ReasonOf(Intervention intervention, string what) => $"Intervention.{what}|{intervention.Number}";

    private static WorkOutcome OutcomeOf(EquipmentOutcome outcome) => outcome switch
    {
        EquipmentOutcome.BrokenDown => WorkOutcome.BrokenDown,
        EquipmentOutcome.BeyondRepair => WorkOutcome.BeyondRepair,
        _ => WorkOutcome.Works,
    };
}

/// <summary>What a step did to equipment.</summary>
/// <param name="Outcome">Null: the step ended no work on it.</param>
internal sealed record Effect(EquipmentOutcome? Outcome);
