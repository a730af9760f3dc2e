using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Recomputing;

/// <summary>A clock whose due date moves.</summary>
/// <param name="Code">Text: <c>Clock.{Code}</c>.</param>
/// <param name="Before">Null: it had none.</param>
/// <param name="After">Null: it will have none.</param>
public sealed record MovedClock(Guid ClockId, string Number, string Href, string Code, DateTimeOffset? Before, DateTimeOffset? After);

/// <param name="Moved">The first to be due of those that move, <see cref="PreviewRecomputation.Shown"/> at most.</param>
public sealed record RecomputePreview(RecomputeCounts Counts, IReadOnlyList<MovedClock> Moved);

/// <summary>Something that a recomputation can be narrowed to.</summary>
public sealed record ScopeChoice(Guid Id, string Name);

public sealed record ScopeChoices(IReadOnlyList<ScopeChoice> Policies, IReadOnlyList<ScopeChoice> Calendars);

/// <summary>
/// What a recomputation would change, without changing it: two statements for five hundred records, of those alone that are
/// open. Refuses: forbidden, not-found.
/// </summary>
[Needs(SlaPermissions.Manage, Everywhere = true)]
public sealed class PreviewRecomputation(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IClockedRecords> owners, TimeProvider time) : IUseCase
{
    public const int Shown = 200;
    internal static readonly TimeSpan LongestRead = TimeSpan.FromMinutes(5);

    public async Task<Result<RecomputePreview>> RunAsync(RecomputeScope scope, CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await TryAsync(db, scope, new Dictionary<Guid, CalendarRules>(), ct);
    }

    /// <summary>What the confirmation of a feast would move, if the clocks of the calendars that follow the moon were computed again at once.</summary>
    /// <param name="date">Its first day.</param>
    public async Task<Result<RecomputePreview>> OfFeastAsync(string feast, int lunarYear, DateOnly date, CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await db.Set<FeastConfirmation>().AsNoTracking().Where(f => f.Feast != feast || f.LunarYear != lunarYear).ToListAsync(ct);
        var calendars = await MoonCalendars.RenewedAsync(db, MoonCalendars.FeastsOf(known.Append(new() { Feast = feast, LunarYear = lunarYear, Date = date })), ct);
        if (calendars.Count == 0) return new RecomputePreview(RecomputeCounts.None, []);
        return await TryAsync(db, new() { CalendarIds = [.. calendars.Select(c => c.Calendar.Id)] }, calendars.ToDictionary(c => c.Current.Id, c => c.Next.ToRules()), ct);
    }

    /// <summary>The scope of what confirming a feast changes: all calendars that follow the moon.</summary>
    public async Task<Result<RecomputeScope>> ScopeOfFeastsAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new RecomputeScope { CalendarIds = [.. (await MoonCalendars.RenewedAsync(db, [], ct)).Select(c => c.Calendar.Id)] };
    }

    /// <summary>Agreements and calendars by name.</summary>
    public async Task<Result<ScopeChoices>> ScopesAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var policies = await db.Set<SlaPolicy>().OrderBy(p => p.Name).Select(p => new ScopeChoice(p.Id, p.Name)).ToListAsync(ct);
        var calendars = await db.Set<Calendar>().OrderBy(c => c.Name).Select(c => new ScopeChoice(c.Id, c.Name)).ToListAsync(ct);
        return new ScopeChoices(policies, calendars);
    }

    private async Task<RecomputePreview> TryAsync(AppDbContext db, RecomputeScope scope, IReadOnlyDictionary<Guid, CalendarRules> supposed, CancellationToken ct)
    {
        await db.AllowLongReadsAsync(LongestRead, ct);
        var renewal = new ClockRenewal(db, scope, await scope.VersionsAsync(db, ct), supposed);
        var (counts, first, now) = (RecomputeCounts.None, new FirstMoved(Shown), time.GetUtcNow());
        foreach (var batch in (await scope.RecordsAsync(db, ct)).Chunk(Recompute.BatchSize))
        {
            var clocks = (await db.Set<SlaClock>().AsNoTracking().Where(c => batch.Contains(c.RecordId)).ToListAsync(ct)).ToLookup(c => (c.RecordKind, c.RecordId));
            foreach (var (kind, record) in await RecordsOf(db, owners, clocks.Select(c => c.Key), ct))
            {
                var book = new ClockBook(kind.RecordKind, record.Id, [.. clocks[(kind.RecordKind, record.Id)]]);
                foreach (var renewed in await renewal.RunAsync(book, kind, record, now, ct))
                {
                    counts = counts.With(renewed, book.Changed.Contains(renewed.Clock));
                    if (renewed.IsMoved) first.Add(new(renewed.Clock.Id, record.Number, record.Href, renewed.Clock.Code, renewed.Before, renewed.Clock.DueAt));
                }
            }
        }

        return new(counts, first.Taken);
    }

    /// <summary>Those of the records that are open, each with its kind.</summary>
    internal static async Task<List<(ClockedKind Kind, ClockedFacets Record)>> RecordsOf(
        AppDbContext db, IEnumerable<IClockedRecords> owners, IEnumerable<(string Kind, Guid Id)> records, CancellationToken ct)
    {
        var found = new List<(ClockedKind, ClockedFacets)>();
        foreach (var group in records.GroupBy(r => r.Kind, r => r.Id))
            if (db.Catalog.ClockedKind(group.Key) is { } kind && owners.FirstOrDefault(o => o.RecordKind == group.Key) is { } owner)
                found.AddRange((await owner.FacetsAsync(db, [.. group], ct)).OrderBy(r => r.Number, StringComparer.Ordinal).Select(r => (kind, r)));
        return found;
    }

    /// <summary>Keeps those that are due first, of as many as come.</summary>
    private sealed class FirstMoved(int most)
    {
        private List<MovedClock> kept = [];

        public IReadOnlyList<MovedClock> Taken => [.. Sorted.Take(most)];

        private IEnumerable<MovedClock> Sorted => kept.OrderBy(m => m.After ?? m.Before).ThenBy(m => m.Number, StringComparer.Ordinal).ThenBy(m => m.Code, StringComparer.Ordinal);

        public void Add(MovedClock moved)
        {
            kept.Add(moved);
            if (kept.Count >= 10 * most) kept = [.. Taken];
        }
    }
}
