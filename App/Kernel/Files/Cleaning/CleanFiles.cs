using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Files.Cleaning;

/// <summary>
/// Deletes what nobody needs any more: contents of files removed long enough ago, files held in forms that were never sent,
/// and what broken uploads left behind. A content is deleted before its row says so, so that a run that was killed is
/// simply run again.
/// </summary>
public sealed class CleanFiles(IDbContextFactory<AppDbContext> dbs, IFileStore store, FilesOptions options, ReadSettings settings, TimeProvider clock) : IScheduledJob
{
    private const int AtOnce = 500;

    /// <summary>As long as a forgotten form is still worth finding again.</summary>
    private static readonly TimeSpan HeldFor = TimeSpan.FromDays(14);

    /// <summary>Longer than any upload takes: what is younger may be on its way to its row.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromDays(1);

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var unsent = await RepeatAsync(() => DropHeldAsync(now - HeldFor, now, ct));
        var removed = await RepeatAsync(() => DeleteRemovedAsync(now, ct));
        var orphans = await DeleteOrphansAsync(now - OnItsWay, ct);
        DeleteStaged(now - OnItsWay);
        return new("Job.files.clean.Done", [.. new[] { removed, unsent, orphans }.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
    }

    /// <summary>Lot by lot until one is not full: a night's run leaves no backlog.</summary>
    private static async Task<int> RepeatAsync(Func<Task<int>> lot)
    {
        for (var total = 0; ;)
        {
            var done = await lot();
            total += done;
            if (done < AtOnce) return total;
        }
    }

    private async Task<int> DropHeldAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var held = await db.Set<Attachment>().Where(a => a.Tray != null && a.RemovedAt == null && a.UploadedAt < before).OrderBy(a => a.UploadedAt).Take(AtOnce).ToListAsync(ct);
        foreach (var file in held) file.RemovedAt = now;
        await db.SaveChangesAsync(ct);
        return held.Count;
    }

    private async Task<int> DeleteRemovedAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var before = now - TimeSpan.FromDays(await settings.NumberAsync(db, FileSettings.KeepRemovedDays, Guid.Empty, ct));
        var removed = await db.Set<Attachment>().Where(a => a.RemovedAt != null && a.RemovedAt <= before && a.BlobDeletedAt == null)
            .OrderBy(a => a.RemovedAt).Take(AtOnce).ToListAsync(ct);
        foreach (var file in removed)
        {
            await store.DeleteAsync(file.StorageKey, ct);
            file.BlobDeletedAt = now;
        }

        await db.SaveChangesAsync(ct);
        return removed.Count;
    }

    private async Task<int> DeleteOrphansAsync(DateTimeOffset before, CancellationToken ct)
    {
        var deleted = 0;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await foreach (var keys in OldAsync(before, ct))
        {
            var known = await db.Set<Attachment>().Where(a => keys.Contains(a.StorageKey)).Select(a => a.StorageKey).ToListAsync(ct);
            foreach (var orphan in keys.Except(known))
            {
                await store.DeleteAsync(orphan, ct);
                deleted++;
            }
        }

        return deleted;
    }

    /// <summary>Stored long enough ago, so many at once: one question to the database for each lot.</summary>
    private async IAsyncEnumerable<Guid[]> OldAsync(DateTimeOffset before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var lot = new List<Guid>();
        await foreach (var stored in store.ListAsync(ct))
        {
            if (stored.WrittenAt >= before) continue;
            lot.Add(stored.Key);
            if (lot.Count < AtOnce) continue;
            yield return [.. lot];
            lot.Clear();
        }

        if (lot.Count > 0) yield return [.. lot];
    }

    private void DeleteStaged(DateTimeOffset before)
    {
        if (!Directory.Exists(options.Incoming)) return;
        foreach (var part in new DirectoryInfo(options.Incoming).EnumerateFiles("*.part").Where(f => f.LastWriteTimeUtc < before.UtcDateTime)) part.Delete();
    }
}
