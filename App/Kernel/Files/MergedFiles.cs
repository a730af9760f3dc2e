using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Merging;

namespace OpsFlux.Kernel.Files;

/// <summary>
/// Files hang on the target from then on, internal ones as internal as before. Those that were removed stay with the source:
/// nobody is shown them.
/// </summary>
internal sealed class MergedFiles : IMergeable
{
    public string Code => "files";

    public async Task<IReadOnlyList<Guid>> MergeAsync(AppDbContext db, RecordRef source, RecordRef target, CancellationToken ct)
    {
        var files = await db.Set<Attachment>().Where(a => a.RecordKind == source.Kind && a.RecordId == source.Id && a.RemovedAt == null).ToListAsync(ct);
        foreach (var file in files) (file.RecordKind, file.RecordId) = (target.Kind, target.Id);
        return [.. files.Select(f => f.Id)];
    }

    public async Task SeparateAsync(AppDbContext db, RecordRef source, RecordRef target, IReadOnlyList<Guid> moved, CancellationToken ct)
    {
        foreach (var file in await db.Set<Attachment>().Where(a => moved.Contains(a.Id) && a.RecordId == target.Id).ToListAsync(ct))
            (file.RecordKind, file.RecordId) = (source.Kind, source.Id);
    }
}
