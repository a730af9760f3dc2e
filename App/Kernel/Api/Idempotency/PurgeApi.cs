using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;

namespace OpsFlux.Kernel.Api.Idempotency;

/// <summary>Deletes kept answers after their day, and tokens that can no longer be shown for anything.</summary>
internal sealed class PurgeApi(IDbContextFactory<AppDbContext> dbs, TimeProvider clock) : IScheduledJob
{
    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var answers = await db.PurgeAsync(
            $"""
             delete from kernel.kept_answers where (caller_id, key) in (
                 select caller_id, key from kernel.kept_answers where created_at < {now - AnswerKeeping.Kept} order by created_at limit {Purging.BatchSize})
             """, ct);
        var tokens = await db.PurgeAsync(
            $"""
             delete from kernel.api_tokens where id in (
                 select id from kernel.api_tokens where refresh_expires_at < {now.AddDays(-1)} order by refresh_expires_at limit {Purging.BatchSize})
             """, ct);
        return new("Job.api.purge.Done", answers.ToString(CultureInfo.InvariantCulture), tokens.ToString(CultureInfo.InvariantCulture));
    }
}
