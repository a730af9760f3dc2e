using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>
/// Takes a step of the workflow, with what it does to equipment and technician. Refuses: invalid (a text the step requires),
/// not-found, forbidden, transition-not-allowed, no-technician, technician-away, assets.out-of-service, is-archived, stale.
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
        var effect = await InterventionEffects.ApplyAsync(db, intervention, step.Value.To, request.Outcome, now, ct);
        if (effect.Failed) return effect.Refusal;
        intervention.Move(step.Value, request, now, effect.Value.Outcome);
        if (intervention is { State: InterventionState.Closed, Type: InterventionType.Preventive, EquipmentId: { } equipment })
            await EquipmentStates.MaintainedAsync(db, equipment, await DayAsync(now, ct), ct);
        return Result.Ok;
    }

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
