using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Sites;

/// <summary>Sites of one structure, by name, those in use first. Refuses: forbidden, not-found.</summary>
[Needs(OrganisationPermissions.ManageSites)]
public sealed class ListSites(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500;

    public async Task<Result<IReadOnlyList<Site>>> RunAsync(Guid structureId, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageSites) is not { } reach) return Refusal.Forbidden;
        if (!reach.Covers(structureId)) return Refusal.NotFound;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Site>().AsNoTracking().Where(s => s.StructureId == structureId)
            .OrderByDescending(s => s.IsActive).ThenBy(s => s.Name).ThenBy(s => s.Id).Take(Most).ToListAsync(ct);
    }

    /// <summary>Structures that a site may be put in, as one types.</summary>
    public async Task<IReadOnlyList<Structures.StructureChoice>> StructuresAsync(string words, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageSites) is not { } reach) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Structures.StructureNames.Named(db.Set<Structure>().Where(s => s.IsActive && (reach.All || reach.Structures.Contains(s.Id))), words)
            .OrderBy(s => s.Name).ThenBy(s => s.Id).Take(8).Select(s => new Structures.StructureChoice(s.Id, s.Name, s.Code)).ToListAsync(ct);
    }
}
