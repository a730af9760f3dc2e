using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>
/// What every action on one intervention does the same way: validate, check the permission, load the row within its scope,
/// expect the version the user saw, act, save, all in one transaction.
/// </summary>
internal static class InterventionAction
{
    /// <param name="act">Changes the intervention; its refusal is answered and nothing is saved.</param>
    /// <param name="checkVersion">False for what cannot conflict, such as a comment.</param>
    public static async Task<Result> RunAsync(
        IDbContextFactory<AppDbContext> dbs, ICurrentUser user, InterventionRequest request, string permission,
        Func<AppDbContext, Intervention, Task<Result>> act, CancellationToken ct, bool checkVersion = true)
    {
        if (!user.Can(permission)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var intervention = await db.Set<Intervention>().AllowedTo(user, permission).SingleOrDefaultAsync(i => i.Id == request.InterventionId, ct);
        if (intervention is null) return Refusal.NotFound;
        if (intervention.ArchivedAt is not null) return Refusal.Conflict(MaintenanceRefusals.IsArchived);
        if (checkVersion) db.Expect(intervention, request.Version);

        var done = await act(db, intervention);
        if (!done.Failed) done = await db.TrySaveAsync(ct);
        if (!done.Failed) await transaction.CommitAsync(ct);
        return done;
    }
}
