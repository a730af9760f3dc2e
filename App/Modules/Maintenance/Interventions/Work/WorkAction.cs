using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>What every change of what is done on the spot does the same way: it is for who works on it, and until it is over.</summary>
internal static class WorkAction
{
    /// <param name="request">Checked by its annotations; null: there is nothing to check.</param>
    /// <param name="act">Called while nobody else changes the work, or closes it.</param>
    public static async Task<Result> RunAsync(
        IDbContextFactory<AppDbContext> dbs, ICurrentUser user, Guid interventionId, object? request, Func<AppDbContext, Intervention, Task<Result>> act, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Work)) return Refusal.Forbidden;
        if (request is not null && RequestValidation.Check(request) is { } invalid) return invalid;
        return await InterventionAction.RunAsync(dbs, user, new Named { InterventionId = interventionId }, MaintenancePermissions.Work, async (db, intervention) =>
        {
            await InterventionLock.TakeAsync(db, intervention.Id, ct);
            await db.Entry(intervention).ReloadAsync(ct);   // it may have been closed while this waited
            return intervention.EndedAt is null ? await act(db, intervention) : Refusal.Conflict(MaintenanceRefusals.IsOver);
        }, ct, checkVersion: false);
    }

    private sealed class Named : InterventionRequest;
}
