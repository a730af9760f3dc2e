using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Merging;

namespace OpsFlux.Modules.Tickets.Checklists;

/// <summary>
/// What there was to do on the source follows what there is to do on the target, in its order. What the target asks already
/// stays behind: two tickets of one category begin with the same items, and nobody does them twice.
/// </summary>
internal sealed class MergedChecklist : IMergeable
{
    public string Code => "checklist";

    /// <summary>Answers all of the source's in their order, those that stayed behind too: undoing restores it.</summary>
    public async Task<IReadOnlyList<Guid>> MergeAsync(AppDbContext db, RecordRef source, RecordRef target, CancellationToken ct)
    {
        var items = await BothAsync(db, source, target, ct);
        var asked = items[target.Id].Select(i => i.Text).ToHashSet(StringComparer.CurrentCultureIgnoreCase);
        var moved = items[source.Id].Where(i => !asked.Contains(i.Text)).ToList();
        var last = items[target.Id].Select(i => i.Position).DefaultIfEmpty().Max();
        Guid[] all = moved is [] ? [] : [.. items[source.Id].Select(i => i.Id)];
        foreach (var item in moved) (item.TicketId, item.Position) = (target.Id, ++last);
        return all;
    }

    public async Task SeparateAsync(AppDbContext db, RecordRef source, RecordRef target, IReadOnlyList<Guid> moved, CancellationToken ct)
    {
        var items = await BothAsync(db, source, target, ct);
        var before = moved.Index().ToDictionary(m => m.Item, m => m.Index);
        var position = 0;
        foreach (var item in items[source.Id].Concat(items[target.Id].Where(i => before.ContainsKey(i.Id))).OrderBy(i => before.GetValueOrDefault(i.Id, int.MaxValue)).ToList())
            (item.TicketId, item.Position) = (source.Id, ++position);
    }

    private static async Task<ILookup<Guid, ChecklistItem>> BothAsync(AppDbContext db, RecordRef one, RecordRef other, CancellationToken ct) => (
        await db.Set<ChecklistItem>().Where(i => i.TicketId == one.Id || i.TicketId == other.Id).OrderBy(i => i.Position).ThenBy(i => i.Id).ToListAsync(ct)).ToLookup(i => i.TicketId);
}
