using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Sla.Clocks;

/// <summary>
/// The part of a save that keeps clocks: what records say of them (<c>BusinessRecord.Mark</c>) becomes facts, and where something
/// changed by which agreements are chosen, they are chosen again. Records are locked first, then their clocks, each in one order,
/// so that two saves of one record follow one another; the sweep leaves alone what somebody else holds.
/// </summary>
internal static class ClockWork
{
    /// <returns>When the first of the clocks that changed has to be looked at; null: none.</returns>
    public static async Task<DateTimeOffset?> RunAsync(AppDbContext db, IReadOnlyList<EntityEntry<BusinessRecord>> records, CancellationToken ct)
    {
        var concerned = records.Select(e => (Entry: e, Kind: db.Catalog.ClockedKind(e.Entity.Kind)))
            .Where(r => r.Kind is not null && (r.Entry.Entity.Marks.Count > 0 || IsMoved(r.Entry, r.Kind))).ToList();
        if (concerned.Count == 0) return null;

        var now = db.Clock.GetUtcNow();
        var former = concerned.Where(r => r.Entry.State != EntityState.Added).Select(r => r.Entry.Entity).ToList();
        foreach (var type in former.GroupBy(r => r.GetType())) await HoldAsync(db, type.Key, [.. type.Select(r => r.Id)], ct);
        var known = (await LockAsync(db, [.. former.Select(r => r.Id)], ct)).ToLookup(c => c.RecordId);
        var agreements = new Agreements(db);
        DateTimeOffset? first = null;
        foreach (var (entry, kind) in concerned)
        {
            var record = entry.Entity;
            var book = new ClockBook(record.Kind, record.Id, [.. known[record.Id].OrderBy(c => c.Ordinal)]);
            if (record.ClocksRestated) book.Restate(record.Marks, now);
            else foreach (var mark in record.Marks) book.Take(mark, now);
            await ChooseAsync(book, entry, kind!, agreements, now, ct);   // never null: filtered above
            await FillAsync(db, book, record.ClocksRestated, agreements, now, ct);
            if (book.Changed.Min(c => c.WakeAt) is { } wake && (first is null || wake < first)) first = wake;
        }

        return first;
    }

    /// <summary>Two statements: whoever waited for a lock sees only in the next one what the holder had added.</summary>
    public static async Task<List<SlaClock>> LockAsync(AppDbContext db, Guid[] records, CancellationToken ct)
    {
        if (records.Length == 0) return [];
        await db.Database.ExecuteSqlAsync($"select from kernel.sla_clocks where record_id = any({records}) order by id for update", ct);
        return await db.Set<SlaClock>().Where(c => records.Contains(c.RecordId)).ToListAsync(ct);
    }

    /// <summary>As whoever locks records before changing them, such as a merge: two who lock the other way round would wait for each other.</summary>
    private static Task<int> HoldAsync(AppDbContext db, Type kind, Guid[] ids, CancellationToken ct)
    {
#pragma warning disable EF1002 // schema and table come from the model, never from input
        return db.Database.ExecuteSqlRawAsync($"select from {db.Mapped(kind).SqlTable()} where id = any({{0}}) order by id for no key update", [ids], ct);
#pragma warning restore EF1002
    }

    /// <summary>Clocks that lead no more give way before others are written as leading: one of a record may, at any moment.</summary>
    /// <param name="entries">What the save writes, as compared last.</param>
    public static async Task StepBackAsync(AppDbContext db, IEnumerable<EntityEntry> entries, CancellationToken ct)
    {
        Guid[] former = [.. entries.Where(e => e is { State: EntityState.Modified, Entity: SlaClock { IsLead: false } } && e.OriginalValues.GetValue<bool>(nameof(SlaClock.IsLead))).Select(e => ((SlaClock)e.Entity).Id)];
        if (former.Length > 0) await db.Database.ExecuteSqlAsync($"update kernel.sla_clocks set is_lead = false where id = any({former})", ct);
    }

    /// <summary>Whether something was changed by which agreements are chosen.</summary>
    private static bool IsMoved(EntityEntry<BusinessRecord> entry, ClockedKind kind) =>
        entry.State is EntityState.Modified && kind.Facets.Any(f => entry.Property(f.Property).IsModified);

    private static async Task ChooseAsync(ClockBook book, EntityEntry<BusinessRecord> entry, ClockedKind kind, Agreements agreements, DateTimeOffset now, CancellationToken ct)
    {
        var isMoved = IsMoved(entry, kind);
        foreach (var clock in book.Clocks.Where(c => book.Unchosen.Contains(c) || isMoved))
        {
            var course = ClockBook.CourseOf(clock);
            var isNew = clock.State is Engine.ClockState.NotStarted;
            if (course.IsCancelled && !isNew || course.StoppedAt is not null && !isNew) continue;
            var chosen = await agreements.ChooseAsync(kind, clock.Code, entry, clock.PolicyId, ct);
            if (chosen?.Policy.Id == clock.PolicyId && chosen?.Reason == clock.Reason && chosen?.Target == course.Target) continue;
            (clock.PolicyId, clock.Reason) = (chosen?.Policy.Id, chosen?.Reason);
            clock.CalendarVersionId = await agreements.CalendarAsync(chosen, entry.Entity.StructureId, clock.CalendarVersionId, ct);
            if (chosen?.Target != course.Target) book.Agree(clock, chosen?.Target, isNew ? course.StartedAt ?? now : now);
            else book.Touch(clock);
        }
    }

    private static async Task FillAsync(AppDbContext db, ClockBook book, bool isHistory, Agreements agreements, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var clock in book.Changed)
        {
            var (rules, steps) = (await agreements.RulesAsync(clock.CalendarVersionId, ct), await agreements.StepsAsync(clock.PolicyId, clock.Code, ct));
            if (isHistory) ClockSheet.PassOver(clock, rules, steps, now);
            ClockSheet.Fill(clock, rules, steps, now);
            if (db.Entry(clock).State is EntityState.Detached) db.Add(clock);
        }

        book.Lead();
    }
}
