using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Types;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Photos;

/// <summary>
/// Marks files that hang on an intervention as photos of how it was found or left. All or none: what was sent together and
/// is refused is taken off again. Refuses: forbidden, not-found, is-archived, photo-is-no-image.
/// </summary>
[Needs(MaintenancePermissions.Work)]
public sealed class AddPhotos(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RemoveFile remove, TimeProvider clock) : IUseCase
{
    /// <summary>Asked before a byte is read.</summary>
    public async Task<Result> MayAsync(Guid interventionId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Work)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await FindAsync(db, interventionId, ct);
        return found.Failed ? found.Refusal : Result.Ok;
    }

    public async Task<Result> RunAsync(Guid interventionId, PhotoMoment moment, IReadOnlyList<Guid> fileIds, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Work)) return Refusal.Forbidden;
        var marked = await MarkAsync(interventionId, moment, fileIds, ct);
        if (marked.Failed)
            foreach (var id in fileIds) await remove.RunAsync(id, CancellationToken.None);   // also when the sender hung up
        return marked;
    }

    private async Task<Result> MarkAsync(Guid interventionId, PhotoMoment moment, IReadOnlyList<Guid> fileIds, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await FindAsync(db, interventionId, ct);
        if (found.Failed) return found.Refusal;
        var files = await db.Set<Attachment>().AsNoTracking()
            .Where(a => fileIds.Contains(a.Id) && a.RecordId == interventionId && a.RecordKind == Intervention.RecordKind && a.RemovedAt == null && a.UploadedBy == user.Id).ToListAsync(ct);
        if (files.Count != fileIds.Count) return Refusal.NotFound;
        if (files.Find(f => !FileTypes.IsShown(f.ContentType)) is { } other) return Refusal.Conflict(MaintenanceRefusals.PhotoIsNoImage, other.Name);
        db.AddRange(files.Select(f => new InterventionPhoto { InterventionId = interventionId, AttachmentId = f.Id, Moment = moment, AddedBy = user.Id, AddedAt = clock.GetUtcNow() }));
        found.Value.Raise(new InterventionPhotographed(interventionId, moment, files.Count));
        return await db.TrySaveAsync(ct);
    }

    private async Task<Result<Intervention>> FindAsync(AppDbContext db, Guid interventionId, CancellationToken ct)
    {
        var intervention = await db.Set<Intervention>().AllowedTo(user, MaintenancePermissions.Work).SingleOrDefaultAsync(i => i.Id == interventionId, ct);
        if (intervention is null) return Refusal.NotFound;
        return intervention.ArchivedAt is null ? intervention : Refusal.Conflict(MaintenanceRefusals.IsArchived);
    }
}
