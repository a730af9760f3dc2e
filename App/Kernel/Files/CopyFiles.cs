using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Files;

/// <summary>
/// Files of one record for another one that is made of it. Each copy has a content of its own, so that removing one leaves the other; who
/// uploaded it, and when, stays. Contents first and outside of any transaction, then the rows in the caller's; what is left between the two is
/// swept by <c>files.clean</c>.
/// </summary>
[PartOf]
public sealed class CopyFiles(IFileStore store, FilesOptions options) : IUseCase
{
    /// <summary>Copies contents; adds no row. What was infected, or whose content is gone, is left out.</summary>
    /// <param name="files">Of records that the caller may see, internal ones where he may see those.</param>
    public async Task<IReadOnlyList<Attachment>> CopyAsync(AppDbContext db, IReadOnlyCollection<Guid> files, CancellationToken ct)
    {
        if (files.Count == 0) return [];
        var originals = await db.Set<Attachment>().AsNoTracking().Where(a => files.Contains(a.Id) && a.RemovedAt == null && a.State != AttachmentState.Infected)
            .OrderBy(a => a.UploadedAt).ThenBy(a => a.Id).ToListAsync(ct);
        var copies = new List<Attachment>();
        foreach (var original in originals)
            if (await CopyAsync(original, ct) is { } copy) copies.Add(copy);
        return copies;
    }

    /// <summary>Within the caller's save.</summary>
    public void Hang(AppDbContext db, IEnumerable<Attachment> copies, BusinessRecord record)
    {
        foreach (var copy in copies)
        {
            db.Add(copy);
            HeldFiles.Hang(copy, record, copy.IsInternal);
        }
    }

    /// <summary>Nothing came of it.</summary>
    public async Task DiscardAsync(IEnumerable<Attachment> copies)
    {
        foreach (var copy in copies) await store.DeleteAsync(copy.StorageKey, CancellationToken.None);
    }

    private async Task<Attachment?> CopyAsync(Attachment original, CancellationToken ct)
    {
        await using var content = await store.OpenAsync(original.StorageKey, ct);
        if (content is null) return null;
        await using var staged = StagedFile.Create(options.Incoming);
        if (!await staged.FillAsync(content, original.Size, ct)) return null;
        var copy = new Attachment
        {
            Name = original.Name, Size = original.Size, Sha256 = original.Sha256, ContentType = original.ContentType, Width = original.Width, Height = original.Height,
            IsInternal = original.IsInternal, State = original.State, UploadedBy = original.UploadedBy, UploadedAt = original.UploadedAt, StorageKey = Guid.CreateVersion7(),
        };
        await store.PutAsync(copy.StorageKey, staged, ct);
        return copy;
    }
}
