using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Tags;

namespace OpsFlux.Kernel.Records.Merging;

/// <summary>The target carries the source's tags besides its own; the source keeps them.</summary>
internal sealed class MergedTags : IMergeable
{
    public string Code => "tags";

    public async Task<IReadOnlyList<Guid>> MergeAsync(AppDbContext db, RecordRef source, RecordRef target, CancellationToken ct)
    {
        var there = db.Set<RecordTag>().Where(t => t.RecordId == target.Id).Select(t => t.TagId);
        var added = await db.Set<RecordTag>().Where(t => t.RecordId == source.Id && !there.Contains(t.TagId)).Select(t => t.TagId).ToListAsync(ct);
        db.AddRange(added.Select(id => new RecordTag { TagId = id, RecordKind = target.Kind, RecordId = target.Id }));
        return added;
    }

    public async Task SeparateAsync(AppDbContext db, RecordRef source, RecordRef target, IReadOnlyList<Guid> moved, CancellationToken ct) =>
        db.RemoveRange(await db.Set<RecordTag>().Where(t => t.RecordId == target.Id && moved.Contains(t.TagId)).ToListAsync(ct));
}
