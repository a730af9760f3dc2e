using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Mentions;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>
/// Adds a comment or an internal note; never conflicts with an edit. Those whom it names watch from then on and are told, if they
/// may read it. Refuses: invalid, forbidden, not-found, is-archived.
/// </summary>
[Needs(MaintenancePermissions.Comment, MaintenancePermissions.Note)]
public sealed class CommentIntervention(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, Mentions mentions) : IUseCase
{
    public Task<Result> RunAsync(CommentInterventionRequest request, CancellationToken ct) =>
        InterventionAction.RunAsync(dbs, user, request, request.IsInternal ? MaintenancePermissions.Note : MaintenancePermissions.Comment, async (db, intervention) =>
        {
            var named = await mentions.FindAsync(db, intervention.Ref, request.Body, request.IsInternal, ct);
            Guid[] told = [.. named.Where(p => p.MayRead && p.UserId != user.Id).Select(p => p.UserId)];
            await WatcherChanges.AddAsync(db, intervention.Ref, told, ct);
            intervention.Comment(request.Body, request.IsInternal, told);
            return Result.Ok;
        }, ct, checkVersion: false);
}
