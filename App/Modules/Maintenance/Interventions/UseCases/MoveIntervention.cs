using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>
/// Takes a step of the workflow, with what it does to equipment and technician. Refuses: invalid (a text the step requires),
/// not-found, forbidden, transition-not-allowed, no-technician, technician-away, assets.out-of-service, is-archived,
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

    /// <summary>Keeps the working time and counts it on the contract, which is locked after equipment and technician.</summary>
    private static async Task<Result> CountAsync(AppDbContext db, Intervention intervention, MoveInterventionRequest request, CancellationToken ct)
    {
        if (request is { WorkedFrom: { } from, WorkedUntil: { } until } && intervention.LeadId is { } lead)
            db.Add(new InterventionTime { InterventionId = intervention.Id, PersonId = lead, From = from, Until = until });
        var worked = db.Set<InterventionTime>().Local.Where(t => t.InterventionId == intervention.Id).Select(t => new WorkedTime { Id = t.Id, PersonId = t.PersonId, From = t.From, To = t.Until });
        return await ContractConsumption.ConsumeAsync(db, intervention, [.. worked], ct);
    }

    private static Refusal? WrongTime(MoveInterventionRequest request, DateTimeOffset now) => (request.WorkedFrom, request.WorkedUntil) switch
    {
        (null, null) => null,
        (null, _) => Refusal.Invalid(new FieldError(nameof(request.WorkedFrom), "required")),
        (_, null) => Refusal.Invalid(new FieldError(nameof(request.WorkedUntil), "required")),
        ({ } from, { } until) when until < from || until - from > TimeSpan.FromMinutes(InterventionLimits.MinutesMax) => Refusal.Invalid(new FieldError(nameof(request.WorkedUntil), "ends-before-start")),
        (_, { } until) when until > now.AddMinutes(1) => Refusal.Invalid(new FieldError(nameof(request.WorkedUntil), "in-the-future")),
        _ => null,
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
