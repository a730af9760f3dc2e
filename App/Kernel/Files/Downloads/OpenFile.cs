using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Files.Downloads;

/// <summary>A file with its content, which whoever gets it disposes.</summary>
public sealed record OpenedFile(Attachment File, Stream Content);

/// <summary>
/// Opens a file for somebody who may see its record, and internal ones for who may see what is internal; held files for
/// their uploader alone. Refuses: not-found (also for what is removed, in quarantine or infected).
/// </summary>
public sealed class OpenFile(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, IFileStore store, ILogger<OpenFile> log) : IUseCase
{
    /// <param name="isDownload">Written to the audit log. A picture shown on its record's page is read with the page, and is not.</param>
    public async Task<Result<OpenedFile>> RunAsync(Guid id, bool isDownload, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var file = await db.Set<Attachment>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.RemovedAt == null && a.State == AttachmentState.Clean, ct);
        if (file is null || !await MaySeeAsync(db, file, ct)) return Refusal.NotFound;
        if (await store.OpenAsync(file.StorageKey, ct) is not { } content)
        {
            log.LogError("The content of attachment {Id} is missing", id);
            return Refusal.NotFound;
        }

        if (isDownload) await RecordAsync(db, file, ct);
        return new OpenedFile(file, content);
    }

    private async Task<bool> MaySeeAsync(AppDbContext db, Attachment file, CancellationToken ct)
    {
        if (file.RecordId is not { } recordId) return file.UploadedBy == user.Id;
        return kinds.Of(file.RecordKind!) is { } kind   // a record has a kind
            && await kind.AccessAsync(db, user, recordId, ct) is { } access && (!file.IsInternal || access.SeeInternal);
    }

    private static Task RecordAsync(AppDbContext db, Attachment file, CancellationToken ct)
    {
        AuditWriter.Add(db, AuditAction.Download, file.RecordKind ?? "attachment", (file.RecordId ?? file.Id).ToString(), file.Name);
        return db.SaveChangesAsync(ct);
    }
}
