using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Checklists;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>
/// Takes a step of the workflow, with what it does to equipment and technician. Refuses: invalid (a text the step requires),
/// not-found, forbidden, transition-not-allowed, no-technician, technician-away, assets.out-of-service, is-archived,
/// checks-unanswered (closing waits for what is mandatory),
/// contracts.exhausted and contracts.not-in-force (closing counts on the contract), stale.
/// </summary>
[Needs(MaintenancePermissions.Work, MaintenancePermissions.Cancel)]
public sealed class MoveIntervention(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock, GetOrganisation organisation) : IUseCase
{
    public Task<Result> RunAsync(MoveInterventionRequest request, CancellationToken ct) =>
        InterventionAction.RunAsync(dbs, user, request, PermissionOf(request.Trigger), (db, intervention) => MoveAsync(db, intervention, request, ct), ct);

    private async Task<Result> MoveAsync(AppDbContext db, Intervention intervention, MoveInterventionRequest request, CancellationToken ct)
    {
        var step = InterventionWorkflow.Instance.Find(intervention, intervention.State, request.Trigger, user);
        if (step.Failed) return step.Refusal;
        if (Missing(step.Value.Required, request) is { } missing) return missing;

        var now = clock.GetUtcNow();
        if (WrongTime(request, now) is { } wrong) return wrong;
        var effect = await InterventionEffects.ApplyAsync(db, intervention, step.Value.To, request.Outcome, now, ct);
        if (effect.Failed) return effect.Refusal;
        intervention.Move(step.Value, request, now, effect.Value.Outcome);
        if (intervention is { State: InterventionState.Closed, Type: InterventionType.Preventive, EquipmentId: { } equipment })
            await EquipmentStates.MaintainedAsync(db, equipment, await DayAsync(now, ct), ct);
        return intervention.State == InterventionState.Closed ? await CountAsync(db, intervention, request, ct) : Result.Ok;
    }

    /// <summary>
    /// Nothing mandatory is left unchecked; all working time that was kept, and that which comes with the closing, is counted on
    /// the contract. Intervention, the lead's times and contract are locked in this order, after equipment and technician.
    /// </summary>
    private async Task<Result> CountAsync(AppDbContext db, Intervention intervention, MoveInterventionRequest request, CancellationToken ct)
    {
        await InterventionLock.TakeAsync(db, intervention.Id, ct);
        if (await ChecklistCopy.UnansweredAsync(db, intervention.Id, ct) is > 0 and var open) return Refusal.Conflict(WorkRefusals.ChecksUnanswered, open);
        var worked = await KeptTimes.ReadAsync(db, intervention.Id, ct);
        if (request is { WorkedFrom: { } from, WorkedUntil: { } until } && intervention.LeadId is { } lead)
        {
            if (await KeptTimes.OverlapAsync(db, user, lead, from, until, nameof(request.WorkedFrom), ct) is { } overlap) return overlap;
            var time = new InterventionTime { InterventionId = intervention.Id, PersonId = lead, From = from, Until = until };
            db.Add(time);
            worked.Add(new() { Id = time.Id, PersonId = lead, From = from, To = until });
        }

        return await ContractConsumption.ConsumeAsync(db, intervention, worked, ct);
    }

    private static Refusal? WrongTime(MoveInterventionRequest request, DateTimeOffset now) => (request.WorkedFrom, request.WorkedUntil) switch
    {
        (null, null) => null,
        (null, _) => Refusal.Invalid(new FieldError(nameof(request.WorkedFrom), "required")),
        (_, null) => Refusal.Invalid(new FieldError(nameof(request.WorkedUntil), "required")),
        ({ } from, { } until) => KeptTimes.Wrong(from, until, now, nameof(request.WorkedUntil)),
    };

    private async Task<DateOnly> DayAsync(DateTimeOffset at, CancellationToken ct)
    {
        var zone = (await organisation.RunAsync(ct)).ZoneId ?? "Africa/Casablanca";
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
    }

    private static string PermissionOf(InterventionTrigger trigger) => trigger == InterventionTrigger.Cancel ? MaintenancePermissions.Cancel : MaintenancePermissions.Work;

    private static Refusal? Missing(IReadOnlyList<string> required, MoveInterventionRequest request)
    {
        var errors = required.Where(IsEmpty).Select(name => new FieldError(name, "required")).ToArray();
        return errors is [] ? null : Refusal.Invalid(errors);

        bool IsEmpty(string name) => name switch
        {
            nameof(request.Report) => string.IsNullOrWhiteSpace(request.Report),
            nameof(request.Reason) => string.IsNullOrWhiteSpace(request.Reason),
            nameof(request.HoldReason) => request.HoldReason is not { } why || !Enum.IsDefined(why),
            _ => false,
        };
    }
}
