using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>
/// Gives an intervention to a technician; running work takes its state along. Refuses: invalid, not-found, forbidden, is-over,
/// no-technician (running work is taken from nobody without an heir), unknown-technician, technician-away, is-archived, stale.
/// </summary>
[Needs(MaintenancePermissions.Assign)]
public sealed class AssignIntervention(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public Task<Result> RunAsync(AssignInterventionRequest request, CancellationToken ct) =>
        InterventionAction.RunAsync(dbs, user, request, MaintenancePermissions.Assign, (db, intervention) => AssignAsync(db, intervention, request.LeadId, ct), ct);

    private async Task<Result> AssignAsync(AppDbContext db, Intervention intervention, Guid? lead, CancellationToken ct)
    {
        if (intervention.EndedAt is not null) return Refusal.Conflict(MaintenanceRefusals.IsOver);
        if (lead == intervention.LeadId) return Result.Ok;
        if (lead is not { } person)
        {
            if (intervention.State != InterventionState.Open) return Refusal.Conflict(MaintenanceRefusals.NoTechnician);
            intervention.AssignTo(null, reason: null);
            return Result.Ok;
        }

        if (!await Leads.Offered(db, user).AnyAsync(t => t.UserId == person, ct)) return Refusal.Conflict(MaintenanceRefusals.UnknownTechnician);
        var handed = await InterventionEffects.HandOverAsync(db, intervention, person, clock.GetUtcNow(), ct);
        if (handed.Failed) return handed;
        intervention.AssignTo(person, reason: null);
        return Result.Ok;
    }
}
