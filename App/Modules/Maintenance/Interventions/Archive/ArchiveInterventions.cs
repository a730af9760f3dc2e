using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Maintenance.Interventions.Domain;

namespace OpsFlux.Modules.Maintenance.Interventions.Archive;

/// <summary>
/// Every night: interventions that have been over for as many months as their structure waits become read-only. What was taken
/// out of the archive waits as long again. Twice is harmless; one that somebody changes at that moment is left to the next run.
/// </summary>
internal sealed class ArchiveInterventions(IDbContextFactory<AppDbContext> dbs, ReadSettings settings, TimeProvider clock) : IScheduledJob
{
    private const int BatchSize = 200;

    /// <summary>0: never.</summary>
    public static readonly NumberSetting Months = new("maintenance.ArchiveAfterMonths", Default: 12, Min: 0, Max: 120);

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var archived = 0;
        foreach (var wait in await WaitsAsync(ct))
        {
            var (before, structures) = (now.AddMonths(-wait.Key), wait.ToArray());
            int batch;
            do archived += batch = await ArchiveBatchAsync(structures, before, now, ct);
            while (batch == BatchSize);
        }

        return new("Job.maintenance.archive-interventions.Done", archived.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Structures by the months that they wait, those that never archive left out.</summary>
    private async Task<IReadOnlyList<IGrouping<int, Guid>>> WaitsAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return [.. (await settings.NumbersAsync(db, Months, ct)).Where(s => s.Value > 0).GroupBy(s => s.Value, s => s.Key)];
    }

    private async Task<int> ArchiveBatchAsync(Guid[] structures, DateTimeOffset before, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = await db.Set<Intervention>().FromSql(
            $"""
             select i.* from maintenance.interventions i where i.ended_at is not null and i.archived_at is null and i.deleted_at is null
             and i.ended_at <= {before} and (i.unarchived_at is null or i.unarchived_at <= {before}) and i.structure_id = any ({structures})
             order by i.ended_at, i.id limit {BatchSize} for update skip locked
             """).IgnoreQueryFilters().ToListAsync(ct);
        foreach (var intervention in due) intervention.Archive(now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return due.Count;
    }
}
