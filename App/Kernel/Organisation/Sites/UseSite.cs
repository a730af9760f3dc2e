using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Sites;

/// <summary>
/// Puts a site into use or out of use: new records are not offered it, those that name it keep it. Refuses: forbidden,
/// not-found, organisation.inactive-above, stale.
/// </summary>
[Needs(OrganisationPermissions.ManageSites)]
public sealed class UseSite(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result> RunAsync(UsePlaceRequest request, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageSites) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var site = await db.Set<Site>().SingleOrDefaultAsync(s => s.Id == request.Id, ct);
        if (site is null || !reach.Covers(site.StructureId)) return Refusal.NotFound;
        var structure = await db.Set<Structure>().AsNoTracking().SingleAsync(s => s.Id == site.StructureId, ct);
        if (request.IsActive && !structure.IsActive) return Refusal.Conflict(OrganisationRefusals.InactiveAbove, structure.Name);

        db.Expect(site, request.Version);
        site.IsActive = request.IsActive;
        return await db.TrySaveAsync(ct);
    }
}
