using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Rating;

/// <summary>
/// Says as a client what one thinks of closed work; whoever said it may change it for seven days. The same again changes
/// nothing. Refuses: invalid, forbidden, not-found, not-closed, is-archived, rated-by-clients, rated-already, rating-stands, stale.
/// </summary>
[Needs(MaintenancePermissions.Rate)]
public sealed class RateIntervention(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public Task<Result> RunAsync(RateInterventionRequest request, CancellationToken ct) =>
        InterventionAction.RunAsync(dbs, user, request, MaintenancePermissions.Rate, (db, intervention) => RateAsync(db, intervention, request, ct), ct, checkVersion: false);

    private async Task<Result> RateAsync(AppDbContext db, Intervention intervention, RateInterventionRequest request, CancellationToken ct)
    {
        if (!await IsClientAsync(db, user.Id, ct)) return Refusal.Conflict(MaintenanceRefusals.RatedByClients);
        var (now, comment) = (clock.GetUtcNow(), TypedText.OrNull(request.Comment));
        var there = await db.Set<InterventionRating>().SingleOrDefaultAsync(r => r.InterventionId == intervention.Id, ct);
        if (there is null)
        {
            if (request.Version != 0) return Refusal.Stale;
            db.Add(new InterventionRating { InterventionId = intervention.Id, Score = request.Score, Comment = comment, RatedBy = user.Id, RatedAt = now });
            return intervention.Rate(request.Score, comment);
        }

        if (there.RatedBy != user.Id) return Refusal.Conflict(MaintenanceRefusals.RatedAlready);
        if ((there.Score, there.Comment) == (request.Score, comment)) return Result.Ok;
        if (now > there.ChangesUntil) return Refusal.Conflict(MaintenanceRefusals.RatingStands, ReportingLimits.RatingDays);
        db.Expect(there, request.Version);
        (there.Score, there.Comment, there.ChangedAt) = (request.Score, comment, now);
        return intervention.Rate(request.Score, comment);
    }

    /// <summary>Whether the person belongs to a client: nobody of ours says how good our work was.</summary>
    internal static Task<bool> IsClientAsync(AppDbContext db, Guid person, CancellationToken ct) =>
        db.Set<User>().AnyAsync(u => u.Id == person && db.Set<Structure>().Any(s => s.Id == u.StructureId && s.Kind == StructureKind.Client), ct);
}
