using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Sweep;

namespace OpsFlux.Kernel.Data;

/// <summary>
/// What every save does around the plain writing: stamps and versions, numbers, timeline, audit rows, outbox, and the
/// signal that wakes the readers; all in one transaction, the caller's or its own.
/// </summary>
internal static class SaveWork
{
    public static async Task<int> RunAsync(AppDbContext db, Func<CancellationToken, Task<int>> write, CancellationToken ct)
    {
        db.ChangeTracker.DetectChanges();
        var records = db.ChangeTracker.Entries<BusinessRecord>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified || e.Entity.RaisedEvents.Count > 0 || e.Entity.LoggedEntries.Count > 0 || e.Entity.Marks.Count > 0)
            .ToList();
        if (records.Count == 0 && !db.ChangeTracker.HasChanges()) return 0;

        // Whose permission the act rests on has to be known before anything says who did it.
        db.Actor.Saving(() => records.Where(e => e.State != EntityState.Added).Select(e => (BusinessRecord)e.OriginalValues.ToObject()));
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        Stamping.Apply(db, records);
        await Numbering.AssignAsync(db, records.Where(e => e.State == EntityState.Added).Select(e => e.Entity), ct);
        foreach (var record in records) AddTimeline(db, record.Entity);
        var wakesAt = await ClockWork.RunAsync(db, records, ct);
        AuditWriter.Add(db);   // after the timeline: comments are audited too
        var access = AccessChanges.SignalOf(db);
        foreach (var record in records) Outbox.Add(db, record.Entity);
        var entries = db.ChangeTracker.Entries().ToList();   // once: each time the tracker compares all it holds
        var signals = SignalsOf(entries, access);
        if (wakesAt < db.Clock.GetUtcNow() + StepSweep.Poll) signals.Add(new(SignalKind.Clocks, []));
        var reviewed = SessionReview.ConcernedBy(db, access);
        db.Request?.AddTo(db);

        var touched = records.Where(r => r.State == EntityState.Unchanged && r.Entity.LoggedEntries.Count > 0).Select(r => r.Entity).ToList();

        await ClockWork.StepBackAsync(db, entries, ct);
        var written = await WriteAsync(db, write, touched, signals, reviewed, own, ct);
        foreach (var record in records) record.Entity.ClearPending();
        return written;
    }

    private static async Task<int> WriteAsync(
        AppDbContext db, Func<CancellationToken, Task<int>> write, List<BusinessRecord> touched, List<Signal> signals,
        IReadOnlyCollection<Guid>? reviewed, IDbContextTransaction? own, CancellationToken ct)
    {
        var written = await write(ct);
        foreach (var kind in touched.GroupBy(r => r.GetType())) await TouchAsync(db, kind.Key, [.. kind.Select(r => r.Id)], ct);
        if (reviewed is not null) await SessionReview.RunAsync(db, reviewed, ct);
        foreach (var signal in signals) await Outbox.SignalAsync(db, signal, ct);
        if (own is not null) await own.CommitAsync(ct);
        db.Request?.Written();
        return written;
    }

    private static List<Signal> SignalsOf(List<EntityEntry> entries, Signal? access)
    {
        var added = entries.Where(e => e.State is EntityState.Added).Select(e => e.Entity).ToList();
        List<Signal> signals = [.. added.OfType<EventRow>().Select(e => e.Id).Chunk(Signal.MaxIds).Select(ids => new Signal(SignalKind.Events, ids))];
        if (added.OfType<MailMessage>().Any()) signals.Add(new(SignalKind.Mails, []));
        if (access is not null) signals.Add(access);
        if (entries.Any(e => e.Entity is OrganisationSettings && e.State is not EntityState.Unchanged)) signals.Add(new(SignalKind.Organisation, []));
        return signals;
    }

    private static void AddTimeline(AppDbContext db, BusinessRecord record)
    {
        var now = db.Clock.GetUtcNow();
        foreach (var entry in record.LoggedEntries)
        {
            (entry.RecordKind, entry.RecordId) = (record.Kind, record.Id);
            if (entry.At == default) entry.At = now;
            now = now.AddMicroseconds(1);   // lines of one save are told in the order in which they came about
            if (entry.ActorId is null && entry.ActorName is null) (entry.ActorId, entry.ActingForId) = (db.Actor.Id, db.Actor.ActingFor?.Id);
            db.Add(entry);
        }
    }

    /// <summary>A comment makes the record recently active, yet is no edit: the version stays, so that nobody's edit conflicts with it.</summary>
    private static Task<int> TouchAsync(AppDbContext db, Type kind, Guid[] ids, CancellationToken ct)
    {
#pragma warning disable EF1002 // schema and table come from the model, never from input
        return db.Database.ExecuteSqlRawAsync(
            $"update {db.Mapped(kind).SqlTable()} set updated_at = {{0}}, updated_by = {{1}} where id = any({{2}})",
            [db.Clock.GetUtcNow(), db.Actor.Id, ids], ct);
#pragma warning restore EF1002
    }
}
