using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Watching;

namespace OpsFlux.Kernel.Records.Merging;

/// <summary>Whoever watched the source watches the target too; the source keeps its own for the day it is undone.</summary>
internal sealed class MergedWatchers : IMergeable
{
    public string Code => "watchers";

    public async Task<IReadOnlyList<Guid>> MergeAsync(AppDbContext db, RecordRef source, RecordRef target, CancellationToken ct)
    {
        var people = await db.Set<Watcher>().Where(w => w.RecordId == source.Id).Select(w => w.UserId).ToListAsync(ct);
        return await WatcherChanges.AddAsync(db, target, people, ct);
    }

    public async Task SeparateAsync(AppDbContext db, RecordRef source, RecordRef target, IReadOnlyList<Guid> moved, CancellationToken ct) =>
        db.RemoveRange(await db.Set<Watcher>().Where(w => w.RecordId == target.Id && moved.Contains(w.UserId)).ToListAsync(ct));
}
