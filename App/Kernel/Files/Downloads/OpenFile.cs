using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Files.Downloads;

/// <summary>What a file is opened for.</summary>
public enum FileUse
{
    /// <summary>A picture shown on its record's page: read with the page, and not audited.</summary>
    Preview,
    Download,

    /// <summary>
    /// Of a download that was cut short or comes in pieces: the same download where its beginning was asked for. Whoever
    /// asks for all but the first byte has downloaded too.
    /// </summary>
    LaterPart,
}

/// <summary>A file with its content, which whoever gets it disposes.</summary>
public sealed record OpenedFile(Attachment File, Stream Content);

/// <summary>
/// Opens a file for somebody who may see its record, and internal ones for who may see what is internal; held files for
/// their uploader alone. Refuses: not-found (also for what is removed, in quarantine or infected).
/// </summary>
public sealed class OpenFile(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, IFileStore store, TimeProvider clock, ILogger<OpenFile> log) : IUseCase
{
    private static readonly TimeSpan OneDownload = TimeSpan.FromDays(1);

    public async Task<Result<OpenedFile>> RunAsync(Guid id, FileUse use, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var file = await db.Set<Attachment>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.RemovedAt == null && a.State == AttachmentState.Clean, ct);
        if (file is null || !await MaySeeAsync(db, file, ct)) return Refusal.NotFound;
        if (await store.OpenAsync(file.StorageKey, ct) is not { } content)
        {
            log.LogError("The content of attachment {Id} is missing", id);
            return Refusal.NotFound;
        }

        if (use == FileUse.Download || (use == FileUse.LaterPart && !await IsRecordedAsync(db, file, ct))) await RecordAsync(db, file, ct);
        return new OpenedFile(file, content);
    }

    private async Task<bool> MaySeeAsync(AppDbContext db, Attachment file, CancellationToken ct)
    {
        if (file.Record is not { } record) return file.UploadedBy == user.Id;
        return await kinds.AccessAsync(db, user, record, ct) is { } access && (!file.IsInternal || access.SeeInternal);
    }

    private Task<bool> IsRecordedAsync(AppDbContext db, Attachment file, CancellationToken ct)
    {
        var (subject, id) = SubjectOf(file);
        var since = clock.GetUtcNow() - OneDownload;
        return db.Set<AuditEntry>().AnyAsync(
            a => a.Subject == subject && a.SubjectId == id && a.At > since && a.Action == AuditAction.Download && a.ActorId == user.Id && a.Detail == file.Name, ct);
    }

    private static (string Subject, string Id) SubjectOf(Attachment file) => (file.RecordKind ?? "attachment", (file.RecordId ?? file.Id).ToString());

    private static Task RecordAsync(AppDbContext db, Attachment file, CancellationToken ct)
    {
        var (subject, id) = SubjectOf(file);
        AuditWriter.Add(db, AuditAction.Download, subject, id, file.Name);
        return db.SaveChangesAsync(ct);
    }
}
