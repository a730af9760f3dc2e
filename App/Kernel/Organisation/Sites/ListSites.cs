using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
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

    /// <summary>One page of all that are in reach, by name; or of one structure's.</summary>
    public async Task<Result<ListPage<Site>>> PageAsync(Guid? structureId, string? words, Cursor? after, int size, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageSites) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sites = db.Set<Site>().AsNoTracking().Where(s => reach.All || reach.Structures.Contains(s.StructureId));
        if (structureId is { } id) sites = sites.Where(s => s.StructureId == id);
        if (words is not null) sites = sites.Where(s => EF.Functions.ILike(EF.Functions.Unaccent(s.Name), EF.Functions.Unaccent(LikePattern.Containing(words))));
        if (after is not null) sites = sites.Where(s => EF.Functions.GreaterThan(ValueTuple.Create(s.Name, s.Id), ValueTuple.Create(after.Key, after.Id)));
        var read = await sites.OrderBy(s => s.Name).ThenBy(s => s.Id).Take(size + 1).ToListAsync(ct);
        return ListPage.Of(read, size, backwards: false, after is null, s => Cursor.At(s.Name, s.Id));
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
