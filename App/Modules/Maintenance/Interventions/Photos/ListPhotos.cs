using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Photos;

/// <summary>A photo as its strip shows it.</summary>
public sealed record PhotoLine(Guid FileId, PhotoMoment Moment, string Name, int? Width, int? Height, string AddedBy, DateTimeOffset AddedAt, bool MayRemove);

/// <summary>The photos of an intervention, oldest first.</summary>
/// <param name="Unseen">Those that are not shown because nobody looked for viruses yet, or because one was found.</param>
/// <param name="Limits">Null: may look, and not add.</param>
public sealed record PhotoList(IReadOnlyList<PhotoLine> Photos, int Unseen, UploadLimits? Limits)
{
    public IEnumerable<PhotoLine> Of(PhotoMoment moment) => Photos.Where(p => p.Moment == moment);
}

/// <summary>The photos before and after. Internal files are none of them. Refuses: forbidden, not-found.</summary>
[Needs(MaintenancePermissions.View)]
public sealed class ListPhotos(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PrepareUpload prepare) : IUseCase
{
    public async Task<Result<PhotoList>> RunAsync(Guid interventionId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var intervention = await db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View).SingleOrDefaultAsync(i => i.Id == interventionId, ct);
        if (intervention is null) return Refusal.NotFound;
        var access = InterventionSight.AccessOf(intervention, user);
        var mayAdd = access.Contribute && user.Can(MaintenancePermissions.Work, intervention.StructureId, intervention.IsOwnedBy(user.Id));
        var all = await (
            from photo in db.Set<InterventionPhoto>()
            where photo.InterventionId == interventionId
            join file in db.Set<Attachment>() on photo.AttachmentId equals file.Id
            where file.RemovedAt == null && !file.IsInternal
            join person in db.Set<User>() on photo.AddedBy equals person.Id
            orderby photo.AddedAt, photo.Id
            select new { photo.Moment, File = file, Person = person.DisplayName, photo.AddedAt }).AsNoTracking().Take(FileSettings.MaxPerRecord.Max).ToListAsync(ct);
        var shown = all.Where(p => p.File.State == AttachmentState.Clean)
            .Select(p => new PhotoLine(p.File.Id, p.Moment, p.File.Name, p.File.Width, p.File.Height, p.Person, p.AddedAt, access.Edit || (access.Contribute && p.File.UploadedBy == user.Id))).ToList();
        return new PhotoList(shown, all.Count - shown.Count, mayAdd ? (await prepare.ToRecordAsync(db, access, null, ct)).Value : null);
    }
}
