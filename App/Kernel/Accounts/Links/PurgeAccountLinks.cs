using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;

namespace OpsFlux.Kernel.Accounts.Links;

/// <summary>Deletes links a month after they expired: until then whoever finds one in an old mail is told what became of it.</summary>
internal sealed class PurgeAccountLinks(IDbContextFactory<AppDbContext> dbs, TimeProvider clock) : IScheduledJob
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var oldest = clock.GetUtcNow() - KeptFor;
        var deleted = await db.PurgeAsync(
            $"delete from kernel.account_links where id in (select id from kernel.account_links where expires_at < {oldest} order by expires_at limit {Purging.BatchSize})", ct);
        return new("Job.accounts.purge-links.Done", deleted.ToString(CultureInfo.InvariantCulture));
    }
}
