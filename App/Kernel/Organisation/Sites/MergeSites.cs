using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation.Merging;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Sites;

/// <summary>
/// Makes one site of two: every record that names the source names the target, and the source is gone. Refuses: forbidden,
/// not-found, organisation.merge-into-itself, stale.
/// </summary>
[Needs(OrganisationPermissions.ManageSites)]
public sealed class MergeSites(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, MoveReferences references) : IUseCase
{
    public async Task<Result> RunAsync(MergePlacesRequest request, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageSites) is not { } reach) return Refusal.Forbidden;
        if (request.SourceId == request.TargetId) return Refusal.Conflict(OrganisationRefusals.MergeIntoItself);

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var source = await db.Set<Site>().SingleOrDefaultAsync(s => s.Id == request.SourceId, ct);
        var target = await db.Set<Site>().SingleOrDefaultAsync(s => s.Id == request.TargetId, ct);
        if (source is null || target is null || !reach.Covers(source.StructureId) || !reach.Covers(target.StructureId)) return Refusal.NotFound;

        var moved = await references.RunAsync<Site>(db, source.Id, target.Id, ct);
        await PolicyReferences.MoveAsync(db, source.Id, target.Id, ct);
        AuditWriter.Add(db, AuditAction.Change, "site", target.Id.ToString(), $"{source.Name} → {target.Name}: {string.Join(", ", moved.Select(m => $"{m.Table} {m.Rows}"))}");
        db.Expect(source, request.Version);
        db.Remove(source);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }
}
