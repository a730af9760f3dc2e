using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Recomputing;

/// <summary>
/// Computes clocks again by the present agreements and the present versions of their calendars. Facts stay, but for a new target;
/// steps that were taken stay taken, and those that the new due date has passed are taken by the sweep. Each batch is one
/// transaction that locks its clocks, so that what somebody changed meanwhile is simply computed as it is then; a run that was
/// stopped is done by running again, since what is computed already changes no more. Refuses: forbidden.
/// </summary>
[Needs(SlaPermissions.Manage, Everywhere = true)]
public sealed class Recompute(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IClockedRecords> owners, TimeProvider time) : IUseCase
{
    /// <summary>Records whose clocks are locked together: some tenths of a second.</summary>
    internal const int BatchSize = 500;

    /// <param name="progress">Told after each batch.</param>
    /// <param name="ct">Stops it between two batches: what was begun is finished, and the log says how far it came.</param>
    public async Task<Result<RecomputeProgress>> RunAsync(RecomputeScope scope, Action<RecomputeProgress>? progress, CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        // One context for the run, and no reading of it broken off: the log entry can still be written when the page that began it is gone.
        await using var db = await dbs.CreateDbContextAsync(CancellationToken.None);
        await db.AllowLongReadsAsync(PreviewRecomputation.LongestRead, CancellationToken.None);
        var versions = await scope.VersionsAsync(db, CancellationToken.None);
        var records = await scope.RecordsAsync(db, CancellationToken.None);
        var done = new RecomputeProgress(0, records.Length, RecomputeCounts.None);
        try
        {
            foreach (var batch in records.Chunk(BatchSize))
            {
                if (ct.IsCancellationRequested) break;
                var counts = await BatchAsync(db, scope, versions, batch, done.Counts);
                done = done with { Done = done.Done + batch.Length, Counts = counts };
                progress?.Invoke(done);
            }
        }
        finally
        {
            await LogAsync(db, scope, done);
        }

        return done;
    }

    /// <summary>Answers the counts with this batch's added.</summary>
    private async Task<RecomputeCounts> BatchAsync(AppDbContext db, RecomputeScope scope, Guid[] versions, Guid[] batch, RecomputeCounts counts)
    {
        var ct = CancellationToken.None;
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var clocks = (await ClockWork.LockAsync(db, batch, ct)).ToLookup(c => (c.RecordKind, c.RecordId));
        var renewal = new ClockRenewal(db, scope, versions, new Dictionary<Guid, CalendarRules>());
        var now = time.GetUtcNow();
        DateTimeOffset? wake = null;
        foreach (var (kind, record) in await PreviewRecomputation.RecordsOf(db, owners, clocks.Select(c => c.Key), ct))   // after the locks: as they are now
        {
            var book = new ClockBook(kind.RecordKind, record.Id, [.. clocks[(kind.RecordKind, record.Id)]]);
            foreach (var renewed in await renewal.RunAsync(book, kind, record, now, ct)) counts = counts.With(renewed, book.Changed.Contains(renewed.Clock));
            foreach (var same in book.Clocks.Except(book.Changed)) db.Entry(same).State = EntityState.Unchanged;
            if (book.Changed.Count == 0) continue;
            book.Lead();
            if (book.Changed.Min(c => c.WakeAt) is { } first && (wake is null || first < wake)) wake = first;
        }

        await db.SaveChangesAsync(ct);
        if (wake < now + StepSweep.Poll) await Outbox.SignalAsync(db, new(SignalKind.Clocks, []), ct);
        await transaction.CommitAsync(ct);
        return counts;
    }

    private static async Task LogAsync(AppDbContext db, RecomputeScope scope, RecomputeProgress done)
    {
        db.ChangeTracker.Clear();
        var counts = done.Counts;
        AuditWriter.Add(
            db, AuditAction.Change, "sla_recomputation", null,
            $"{scope}: {counts.Looked} computed, {counts.Moved} moved, {counts.Waiting} waiting, {counts.MoreBreached} breached, {counts.FewerBreached} breached no more{(done.IsComplete ? "" : $", stopped after {done.Done} of {done.Total} records")}");
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
