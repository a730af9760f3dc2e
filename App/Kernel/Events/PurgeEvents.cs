using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Events;

/// <summary>Deletes events that every handler is done with, and with them their deliveries. One that failed stays until it is settled.</summary>
internal sealed class PurgeEvents(IDbContextFactory<AppDbContext> dbs, ReadSettings settings, TimeProvider clock) : IScheduledJob
{
    public static readonly NumberSetting Days = new("Retention.EventDays", Default: 90, Min: 7, Max: 3650) { IsForAll = true };

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var before = clock.GetUtcNow().AddDays(-await settings.NumberAsync(db, Days, Guid.Empty, ct));
        var gone = await db.PurgeAsync(
            $"""
             delete from kernel.events where id in (
                 select e.id from kernel.events e
                 where e.at < {before} and not exists (select from kernel.event_deliveries d where d.event_id = e.id and d.state <> 'Done')
                 order by e.at limit {Purging.BatchSize})
             """, ct);
        return new("Job.kernel.purge-events.Done", gone.ToString(CultureInfo.InvariantCulture));
    }
}
