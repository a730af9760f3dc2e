using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation.Merging;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>
/// Makes one structure of two: people, sites, records and settings of the source go to the target, what stood below it
/// stands below the target, and the source is gone. Where both chose a setting, the target's stands. Refuses: forbidden,
/// not-found, organisation.merge-into-itself, .merge-into-below, .same-site, stale, access.beyond-own (whoever merges would reach more himself).
/// </summary>
[Needs(OrganisationPermissions.ManageStructures)]
public sealed class MergeStructures(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, MoveReferences references) : IUseCase
{
    /// <summary>What would go over.</summary>
    public async Task<Result<IReadOnlyList<ReferenceCount>>> PreviewAsync(Guid sourceId, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageStructures) is not { } reach) return Refusal.Forbidden;
        if (!reach.Covers(sourceId)) return Refusal.NotFound;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await references.CountAsync<Structure>(db, sourceId, ct)).ToList();
    }

    public Task<Result> RunAsync(MergePlacesRequest request, CancellationToken ct) => StructureEditing.RunAsync(dbs, user, edit => ActAsync(edit, request), ct);

    private async Task<Result> ActAsync(StructureEdit edit, MergePlacesRequest request)
    {
        if (request.SourceId == request.TargetId) return Refusal.Conflict(OrganisationRefusals.MergeIntoItself);
        var (source, target) = (await edit.FindAsync(request.SourceId), await edit.FindAsync(request.TargetId));
        if (source is null || target is null) return Refusal.NotFound;
        if (edit.Nodes.IsWithin(target.Id, source.Id)) return Refusal.Conflict(OrganisationRefusals.MergeIntoBelow);
        var twice = await edit.Db.Set<Site>().Where(s => s.StructureId == source.Id && edit.Db.Set<Site>().Any(t => t.StructureId == target.Id && t.Name == s.Name))
            .OrderBy(s => s.Name).Select(s => s.Name).FirstOrDefaultAsync(edit.Ct);
        if (twice is not null) return Refusal.Conflict(OrganisationRefusals.SameSite, twice);

        var moved = await references.RunAsync<Structure>(edit.Db, source.Id, target.Id, edit.Ct);
        await PolicyReferences.MoveAsync(edit.Db, source.Id, target.Id, edit.Ct);
        AuditWriter.Add(edit.Db, AuditAction.Change, "structure", target.Id.ToString(), $"{source.Code} → {target.Code}: {string.Join(", ", moved.Select(m => $"{m.Table} {m.Rows}"))}");
        edit.Db.Expect(source, request.Version);
        edit.Db.Remove(source);
        return Result.Ok;
    }
}
