using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>Adds a comment or an internal note; never conflicts with an edit. Refuses: invalid, forbidden, not-found, is-archived.</summary>
[Needs(MaintenancePermissions.Comment, MaintenancePermissions.Note)]
public sealed class CommentIntervention(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public Task<Result> RunAsync(CommentInterventionRequest request, CancellationToken ct) =>
        InterventionAction.RunAsync(dbs, user, request, request.IsInternal ? MaintenancePermissions.Note : MaintenancePermissions.Comment, (_, intervention) =>
        {
            intervention.Comment(request.Body, request.IsInternal);
            return Task.FromResult(Result.Ok);
        }, ct, checkVersion: false);
}
