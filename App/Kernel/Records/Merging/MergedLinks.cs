using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Links;

namespace OpsFlux.Kernel.Records.Merging;

/// <summary>
/// Links lead to the target instead of the source. Those that the target has already, that would tie it to itself, or that
/// concern families (one parent, no circle) stay with the source, where undoing finds them.
/// </summary>
internal sealed class MergedLinks : IMergeable
{
    public string Code => "links";

    public async Task<IReadOnlyList<Guid>> MergeAsync(AppDbContext db, RecordRef source, RecordRef target, CancellationToken ct)
    {
        var links = await db.Set<RecordLink>().Where(l => l.FromId == source.Id || l.ToId == source.Id || l.FromId == target.Id || l.ToId == target.Id).ToListAsync(ct);
        var taken = links.Where(l => !IsOf(l, source)).Select(l => (l.Type, l.FromId, l.ToId)).ToHashSet();
        var moved = new List<Guid>();
        foreach (var link in links.Where(l => IsOf(l, source) && !IsOf(l, target) && l.Type is not (LinkType.ChildOf or LinkType.SplitFrom)))
        {
            var there = (link.Type, From: link.FromId == source.Id ? target.Id : link.FromId, To: link.ToId == source.Id ? target.Id : link.ToId);
            if (!taken.Add(there) || (link.Type == LinkType.RelatesTo && taken.Contains((there.Type, there.To, there.From)))) continue;
            (link.FromId, link.ToId) = (there.From, there.To);
            moved.Add(link.Id);
        }

        return moved;
    }

    public async Task SeparateAsync(AppDbContext db, RecordRef source, RecordRef target, IReadOnlyList<Guid> moved, CancellationToken ct)
    {
        foreach (var link in await db.Set<RecordLink>().Where(l => moved.Contains(l.Id) && (l.FromId == target.Id || l.ToId == target.Id)).ToListAsync(ct))
        {
            if (link.FromId == target.Id) link.FromId = source.Id;
            else link.ToId = source.Id;
        }
    }

    private static bool IsOf(RecordLink link, RecordRef record) => link.FromId == record.Id || link.ToId == record.Id;
}
