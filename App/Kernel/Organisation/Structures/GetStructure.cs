using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>All that the page of one structure shows.</summary>
/// <param name="Path">Names of what stands above it, as far as it is in reach.</param>
/// <param name="ParentId">Directly above it; null: at the top, or out of reach.</param>
public sealed record StructureView(Structure Structure, string Path, Guid? ParentId, bool HasChildren, PlaceUse Use);

/// <summary>Reads one structure. Refuses: forbidden, not-found (also for one out of reach).</summary>
[Needs(OrganisationPermissions.ManageStructures)]
public sealed class GetStructure(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PlaceUses uses) : IUseCase
{
    public async Task<Result<StructureView>> RunAsync(Guid id, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageStructures) is not { } reach) return Refusal.Forbidden;
        if (!reach.Covers(id)) return Refusal.NotFound;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var structure = await db.Set<Structure>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        if (structure is null) return Refusal.NotFound;
        var nodes = await StructureNodes.ReadAsync(db, ct);
        var parentId = structure.ParentId is { } above && reach.Covers(above) ? above : (Guid?)null;
        return new StructureView(structure, ListStructures.PathOf(nodes, reach, id), parentId, nodes.HasBelow(id), (await uses.OfAsync(db, [id], ct))[id]);
    }
}
