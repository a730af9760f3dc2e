using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Sites;

/// <summary>Reads one site. Refuses: forbidden, not-found (also for one out of reach).</summary>
[Needs(OrganisationPermissions.ManageSites)]
public sealed class GetSite(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<Site>> RunAsync(Guid id, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageSites) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var site = await db.Set<Site>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        return site is not null && reach.Covers(site.StructureId) ? site : Refusal.NotFound;
    }
}
