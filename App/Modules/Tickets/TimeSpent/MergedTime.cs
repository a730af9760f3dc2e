using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Merging;

namespace OpsFlux.Modules.Tickets.TimeSpent;

/// <summary>Time spent on the source counts on the target, once: exports sum it by ticket.</summary>
internal sealed class MergedTime : IMergeable
{
    public string Code => "time";

    public Task<IReadOnlyList<Guid>> MergeAsync(AppDbContext db, RecordRef source, RecordRef target, CancellationToken ct) =>
        MoveAsync(db, db.Set<TimeEntry>().Where(e => e.TicketId == source.Id), target, ct);

    public Task SeparateAsync(AppDbContext db, RecordRef source, RecordRef target, IReadOnlyList<Guid> moved, CancellationToken ct) =>
        MoveAsync(db, db.Set<TimeEntry>().Where(e => moved.Contains(e.Id) && e.TicketId == target.Id), source, ct);

    private static async Task<IReadOnlyList<Guid>> MoveAsync(AppDbContext db, IQueryable<TimeEntry> entries, RecordRef to, CancellationToken ct)
    {
        var moved = await entries.ToListAsync(ct);
        foreach (var entry in moved) entry.TicketId = to.Id;
        return [.. moved.Select(e => e.Id)];
    }
}
