using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Drafts;

/// <summary>Deletes drafts that nobody has touched for long.</summary>
internal sealed class PurgeDrafts(IDbContextFactory<AppDbContext> dbs, ReadSettings settings, TimeProvider clock) : IScheduledJob
{
    public static readonly NumberSetting Days = new("Retention.DraftDays", Default: 60, Min: 7, Max: 3650) { IsForAll = true };

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var before = clock.GetUtcNow().AddDays(-await settings.NumberAsync(db, Days, Guid.Empty, ct));
        var gone = await db.PurgeAsync(
            $"""
             delete from kernel.drafts where (user_id, key) in (
                 select user_id, key from kernel.drafts where updated_at < {before} order by updated_at limit {Purging.BatchSize})
             """, ct);
        return new("Job.kernel.purge-drafts.Done", gone.ToString(CultureInfo.InvariantCulture));
    }
}
