using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Mail.Mime;

namespace OpsFlux.Kernel.Mail.Attachments;

/// <summary>Opens what travels with a mail. Files of ours are read as they are sent, and only while they may still be handed out.</summary>
public sealed class MailContents(IDbContextFactory<AppDbContext> dbs, IFileStore store)
{
    /// <summary>All of them, in their order, which whoever gets them disposes; or the name of the one that is no longer there.</summary>
    /// <exception cref="IOException">The store does not hand them out at the moment.</exception>
    public async Task<(IReadOnlyList<MimeAttachment> Files, string? Missing)> OpenAsync(Guid mailId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var attached = await db.Set<MailAttachment>().AsNoTracking().Where(a => a.MailId == mailId).OrderBy(a => a.Position).ToListAsync(ct);
        var opened = new List<MimeAttachment>();
        var isWhole = false;
        try
        {
            foreach (var file in attached)
            {
                if (await OpenAsync(db, file, ct) is not { } content) return ([], file.Name);
                opened.Add(new(file.Name, file.ContentType, content));
            }

            isWhole = true;
            return (opened, null);
        }
        finally
        {
            if (!isWhole) foreach (var file in opened) await file.DisposeAsync();
        }
    }

    /// <summary>One of them; null where its content is gone, or no longer what was attached.</summary>
    public async Task<Stream?> OpenAsync(AppDbContext db, MailAttachment file, CancellationToken ct)
    {
        if (file.Bytes is { } bytes) return new MemoryStream(bytes, writable: false);
        var key = await db.Set<Attachment>()
            .Where(a => a.Id == file.StoredFileId && a.Sha256 == file.Sha256 && a.State == AttachmentState.Clean && a.RemovedAt == null && a.BlobDeletedAt == null)
            .Select(a => (Guid?)a.StorageKey).SingleOrDefaultAsync(ct);
        return key is { } found ? await store.OpenAsync(found, ct) : null;
    }
}
