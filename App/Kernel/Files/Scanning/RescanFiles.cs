using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Files.Scanning;

/// <summary>
/// Scans what could not be scanned when it came. Stops after a few files without an answer, for then the daemon is away, and
/// goes in random order, so that one file on which it always fails does not stand before all others. What is found infected loses its content, and its record's timeline says so.
/// </summary>
public sealed class RescanFiles(
    IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, IFileStore store, ClamAv scanner, TimeProvider clock, ILogger<RescanFiles> log) : IScheduledJob
{
    private const int AtOnce = 200, Patience = 5;

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        if (!scanner.IsConfigured) return new("Job.files.rescan.Off");
        var (clean, infected, unanswered) = (0, 0, 0);
        foreach (var id in await WaitingAsync(ct))
        {
            var verdict = await RescanAsync(id, ct);
            if (verdict == ScanVerdict.NotScanned && ++unanswered == Patience) break;
            if (verdict == ScanVerdict.Clean) clean++;
            if (verdict == ScanVerdict.Infected) infected++;
        }

        return new("Job.files.rescan.Done", clean.ToString(CultureInfo.InvariantCulture), infected.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<List<Guid>> WaitingAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Attachment>().Where(a => a.State == AttachmentState.Quarantined && a.RemovedAt == null)
            .OrderBy(a => EF.Functions.Random()).Select(a => a.Id).Take(AtOnce).ToListAsync(ct);
    }

    // A context a file: each answer is kept at once, since the next scan may take a minute or never end.
    private async Task<ScanVerdict?> RescanAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var file = await db.Set<Attachment>().SingleAsync(a => a.Id == id, ct);
        await using var content = await store.OpenAsync(file.StorageKey, ct);
        if (content is null)
        {
            log.LogError("The content of attachment {Id} is missing", id);
            return null;
        }

        var answer = await scanner.ScanAsync(content, ct);
        if (answer.Verdict == ScanVerdict.NotScanned) return answer.Verdict;
        await SettleAsync(db, file, answer, ct);
        await db.SaveChangesAsync(ct);
        return answer.Verdict;
    }

    private async Task SettleAsync(AppDbContext db, Attachment file, ScanAnswer answer, CancellationToken ct)
    {
        var isClean = answer.Verdict == ScanVerdict.Clean;
        file.State = isClean ? AttachmentState.Clean : AttachmentState.Infected;
        var owner = file.Record is { } record ? await kinds.FindAsync(db, user, record, ct) : null;
        owner?.Raise(new FileScanned(file.Id, file.Name, isClean));
        if (isClean) return;

        await store.DeleteAsync(file.StorageKey, ct);
        file.BlobDeletedAt = clock.GetUtcNow();
        owner?.Log(new() { Kind = TimelineKind.Attached, OldValue = file.Name, Reason = $"Files.Infected|{answer.Detail}", IsInternal = file.IsInternal });
        AuditWriter.Add(db, AuditAction.VirusFound, file.RecordKind ?? "attachment", (file.RecordId ?? file.Id).ToString(), $"{file.Name}: {answer.Detail}");
    }
}
