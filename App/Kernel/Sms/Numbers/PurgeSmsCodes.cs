using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;

namespace OpsFlux.Kernel.Sms.Numbers;

/// <summary>Deletes codes two days after they were sent: until then the limits of sending count them.</summary>
internal sealed class PurgeSmsCodes(IDbContextFactory<AppDbContext> dbs, TimeProvider clock) : IScheduledJob
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var oldest = clock.GetUtcNow() - KeptFor;
        var deleted = await db.PurgeAsync($"delete from kernel.sms_codes where id in (select id from kernel.sms_codes where sent_at < {oldest} order by sent_at limit {Purging.BatchSize})", ct);
        return new("Job.sms.purge-codes.Done", deleted.ToString(CultureInfo.InvariantCulture));
    }
}
