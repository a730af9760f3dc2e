using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Notifications;

/// <summary>
/// Deletes old notifications that were read, and what the log says of older ones. What nobody has read stays, however old,
/// and so does its count, unless it never stood in the application; what still has to be delivered is never touched.
/// </summary>
internal sealed class PurgeNotifications(IDbContextFactory<AppDbContext> dbs, ReadSettings settings, TimeProvider clock) : IScheduledJob
{
    public static readonly NumberSetting Days = new("Retention.NotificationDays", Default: 180, Min: 7, Max: 3650) { IsForAll = true };

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var before = clock.GetUtcNow().AddDays(-await settings.NumberAsync(db, Days, Guid.Empty, ct));
        var gone = await db.PurgeAsync(
            $"""
             delete from kernel.notification_deliveries where id in (
                 select id from kernel.notification_deliveries where created_at < {before} and state not in ('Pending', 'Sending') order by created_at limit {Purging.BatchSize})
             """, ct);
        gone += await db.PurgeAsync(
            $"""
             delete from kernel.notifications where id in (
                 select id from kernel.notifications where read_at is not null and created_at < {before} order by created_at limit {Purging.BatchSize})
             """, ct);
        gone += await ViewHits.PurgeAsync(db, ct);
        await ViewFollowers.ForgetAsync(db, null, ct);   // whose group or structure became another
        gone += await db.PurgeAsync(
            $"""
             delete from kernel.notifications where id in (
                 select id from kernel.notifications n where shown_at is null and created_at < {before}
                   and not exists (select from kernel.notification_deliveries d where d.notification_id = n.id and d.state in ('Pending', 'Sending'))
                 order by created_at limit {Purging.BatchSize})
             """, ct);
        return new("Job.kernel.purge-notifications.Done", gone.ToString(CultureInfo.InvariantCulture));
    }
}
