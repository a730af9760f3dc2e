using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Merging;

namespace OpsFlux.Kernel.Files;

/// <summary>Files go along when their record is merged into another, internal ones as such. Removed ones stay where they were removed.</summary>
internal sealed class MergedFiles : IMergeable
{
    public string Code => "files";

    public async Task<IReadOnlyList<Guid>> MergeAsync(AppDbContext db, RecordRef source, RecordRef target, CancellationToken ct)
    {
        var files = await db.Set<Attachment>().Where(a => a.RecordId == source.Id && a.RecordKind == source.Kind && a.RemovedAt == null).ToListAsync(ct);
        foreach (var file in files) (file.RecordKind, file.RecordId) = (target.Kind, target.Id);
        return [.. files.Select(f => f.Id)];
    }

    public async Task SeparateAsync(AppDbContext db, RecordRef source, RecordRef target, IReadOnlyList<Guid> moved, CancellationToken ct)
    {
        foreach (var file in await db.Set<Attachment>().Where(a => moved.Contains(a.Id) && a.RecordId == target.Id).ToListAsync(ct))
            (file.RecordKind, file.RecordId) = (source.Kind, source.Id);
    }
}
