using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Mail.Purging;

/// <summary>Deletes mails that are over and older than the organisation keeps them. What still has to leave is never touched.</summary>
internal sealed class PurgeMails(IDbContextFactory<AppDbContext> dbs, ReadSettings settings, TimeProvider clock) : IScheduledJob
{
    public static readonly NumberSetting Days = new("Retention.MailDays", Default: 90, Min: 1, Max: 3650) { IsForAll = true };

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var days = await settings.NumberAsync(db, Days, Guid.Empty, ct);    // the organisation's: mails belong to no structure
        var oldest = clock.GetUtcNow().AddDays(-days);
        var deleted = await db.PurgeAsync(
            $"delete from kernel.mails where id in (select id from kernel.mails where finished_at < {oldest} order by finished_at limit {Data.Purging.BatchSize})", ct);
        return new("Job.kernel.purge-mails.Done", deleted.ToString(CultureInfo.InvariantCulture));
    }
}
