using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files.Types;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Files;

/// <summary>A file as its line shows it.</summary>
public sealed record FileLine(
    Guid Id, string Name, long Size, string ContentType, int? Width, int? Height, bool IsInternal, AttachmentState State, string UploadedBy, DateTimeOffset UploadedAt, bool MayRemove)
{
    /// <summary>Whether a page of ours may show it as a picture.</summary>
    public bool HasPreview => State == AttachmentState.Clean && FileTypes.IsShown(ContentType);
}

/// <param name="Limits">Null: may look, and not add.</param>
public sealed record FileList(IReadOnlyList<FileLine> Files, UploadLimits? Limits);

/// <summary>
/// The files of a record, or those held in one of one's own trays, oldest first. Internal ones do not leave the database for
/// who may not see them. Refuses: not-found.
/// </summary>
[NeedsOnRecord(RecordRight.See)]
public sealed class ListFiles(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, PrepareUpload prepare) : IUseCase
{
    public async Task<Result<FileList>> RunAsync(UploadTarget target, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (target.Record is { } record) return await kinds.AccessAsync(db, user, record, ct) is { } access ? await ReadAsync(db, access, ct) : Refusal.NotFound;
        var (there, limits) = await prepare.ToTrayAsync(db, target.Tray!, ct);   // a target is one of the two
        var held = there == 0 ? [] : await LinesAsync(db, a => a, a => a.UploadedBy == user.Id && a.Tray == target.Tray, mayRemoveAll: true, ct);
        return new FileList(held, limits.Value);
    }

    /// <summary>With an access that was read in the same turn.</summary>
    public async Task<FileList> OfRecordAsync(RecordAccess access, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReadAsync(db, access, ct);
    }

    /// <summary>One file of a record. Refuses: not-found, also for a file of another record.</summary>
    public async Task<Result<FileLine>> OneAsync(RecordRef record, Guid fileId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
        var found = await LinesAsync(db, a => Seen(a, access), a => a.Id == fileId && a.RecordId == record.Id && a.RecordKind == record.Kind, access.Edit, ct);
        return found is [var one] ? one : Refusal.NotFound;
    }

    private async Task<FileList> ReadAsync(AppDbContext db, RecordAccess access, CancellationToken ct)
    {
        var (kind, id) = (access.Card.Ref.Kind, access.Card.Ref.Id);
        var lines = await LinesAsync(db, a => Seen(a, access), a => a.RecordId == id && a.RecordKind == kind, access.Edit, ct);
        return new(lines, (await prepare.ToRecordAsync(db, access, access.SeeInternal ? lines.Count : null, ct)).Value);
    }

    private static IQueryable<Attachment> Seen(IQueryable<Attachment> files, RecordAccess access) => access.SeeInternal ? files : files.Where(f => !f.IsInternal);

    private async Task<IReadOnlyList<FileLine>> LinesAsync(
        AppDbContext db, Func<IQueryable<Attachment>, IQueryable<Attachment>> narrow, System.Linq.Expressions.Expression<Func<Attachment, bool>> ofTarget, bool mayRemoveAll, CancellationToken ct)
    {
        var files = narrow(db.Set<Attachment>().AsNoTracking().Where(a => a.RemovedAt == null).Where(ofTarget));
        return await (
            from file in files
            join person in db.Set<User>() on file.UploadedBy equals person.Id
            orderby file.UploadedAt, file.Id
            select new FileLine(
                file.Id, file.Name, file.Size, file.ContentType, file.Width, file.Height, file.IsInternal, file.State, person.DisplayName, file.UploadedAt,
                !file.IsKept && (mayRemoveAll || file.UploadedBy == user.Id))).Take(FileSettings.MaxPerRecord.Max).ToListAsync(ct);
    }
}
