using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Watching;

/// <summary>Adds and removes within the caller's save; whoever watches already stays as he is.</summary>
internal static class WatcherChanges
{
    /// <summary>Those who were not watching before.</summary>
    public static async Task<IReadOnlyList<Guid>> AddAsync(AppDbContext db, RecordRef record, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        if (people.Count == 0) return [];
        var already = await db.Set<Watcher>().Where(w => w.RecordId == record.Id && people.Contains(w.UserId)).Select(w => w.UserId).ToListAsync(ct);
        var added = people.Distinct().Except(already).ToList();
        var now = db.Clock.GetUtcNow();
        db.AddRange(added.Select(id => new Watcher { RecordKind = record.Kind, RecordId = record.Id, UserId = id, Since = now }));
        return added;
    }

    public static async Task RemoveAsync(AppDbContext db, RecordRef record, Guid personId, CancellationToken ct)
    {
        if (await db.Set<Watcher>().SingleOrDefaultAsync(w => w.RecordId == record.Id && w.UserId == personId, ct) is { } watcher) db.Remove(watcher);
    }

    /// <summary>Two clicks at once both find nobody watching, or somebody: what the other one did is what this one wanted.</summary>
    public static async Task<Result> SaveAsync(AppDbContext db, CancellationToken ct)
    {
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal is { Kind: RefusalKind.Stale } or { Code: "already-exists" } ? Result.Ok : saved;
    }
}
