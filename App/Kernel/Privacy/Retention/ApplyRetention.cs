using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;

namespace OpsFlux.Kernel.Privacy.Retention;

/// <summary>
/// Each night, deletes for good what the rules that are on have come to, batch by batch: a run that was cut off is simply
/// run again. Each batch is announced in the audit log by its rule and number, never by its content.
/// </summary>
public sealed class ApplyRetention(IDbContextFactory<AppDbContext> dbs, IEnumerable<IRetentionRule> rules, EraseRecords erase, TimeProvider clock) : IScheduledJob
{
    internal const int BatchSize = 500;

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var chosen = await RetentionRules.ChosenAsync(db, ct);
        var total = 0;
        foreach (var rule in rules.Where(r => chosen.ContainsKey(r.Code)))   // few rules
            total += await ApplyAsync(rule, clock.GetUtcNow().AddMonths(-chosen[rule.Code]), ct);
        return new("Job.privacy.retention.Done", total.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<int> ApplyAsync(IRetentionRule rule, DateTimeOffset before, CancellationToken ct)
    {
        for (var total = 0; ;)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            Guid[] due = [.. await rule.DueAsync(db, before, BatchSize, ct)];
            if (due.Length == 0) return total;
            var erasure = await erase.AnnounceAsync(db, rule.Kind, $"retention {rule.Code}: {due.Length}", ct);
            await rule.DeleteAsync(db, due, ct);
            await erase.RunAsync(db, erasure, rule.Kind, due, ct);
            await transaction.CommitAsync(ct);
            total += due.Length;
        }
    }
}
