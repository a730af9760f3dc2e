using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Rating;

/// <summary>The client's rating of an intervention.</summary>
/// <param name="Rating">Null: none yet.</param>
/// <param name="MayRate">To give one, or to change one's own.</param>
public sealed record RatingShown(InterventionRating? Rating, string? RatedBy, bool IsClosed, bool MayRate);

/// <summary>Reads the rating of an intervention. Refuses: forbidden, not-found.</summary>
[Needs(MaintenancePermissions.View)]
public sealed class GetRating(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result<RatingShown>> RunAsync(Guid interventionId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from i in db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View)
            where i.Id == interventionId
            join rating in db.Set<InterventionRating>() on i.Id equals rating.InterventionId into ratings
            from rating in ratings.DefaultIfEmpty()
            join person in db.Set<User>() on rating.RatedBy equals person.Id into people
            from person in people.DefaultIfEmpty()
            select new { Row = i, Rating = rating, Person = person.DisplayName }).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound;

        var intervention = found.Row;
        var isClosed = intervention.State == InterventionState.Closed;
        var mayChange = found.Rating is not { } given || (given.RatedBy == user.Id && clock.GetUtcNow() <= given.ChangesUntil);
        var mayRate = isClosed && intervention.ArchivedAt is null && mayChange && user.Can(MaintenancePermissions.Rate, intervention.StructureId, intervention.IsOwnedBy(user.Id)) && await RateIntervention.IsClientAsync(db, user.Id, ct);
        return new RatingShown(found.Rating, found.Person, isClosed, mayRate);
    }
}
