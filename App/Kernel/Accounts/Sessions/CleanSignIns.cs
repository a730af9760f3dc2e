using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>Deletes what signing in leaves behind: lines of the journal past their time, ended sessions, devices nobody came back with, idle counters.</summary>
internal sealed class CleanSignIns(IDbContextFactory<AppDbContext> dbs, ReadSettings settings, TimeProvider clock) : IScheduledJob
{
    public static readonly NumberSetting JournalDays = new("Retention.SignInDays", 365, 30, 3650) { IsForAll = true };

    /// <summary>An ended session is still named by its owner's list of sign-ins and by a mail he may open late.</summary>
    private const int SessionDays = 30;

    /// <summary>As long as a browser keeps the cookie, nearly.</summary>
    private const int DeviceDays = 365;

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var lines = await PurgeJournalAsync(db, now.AddDays(-await settings.NumberAsync(db, JournalDays, Guid.Empty, ct)), ct);
        var sessions = await db.PurgeAsync(
            $"""
             delete from kernel.sessions where id in (
                 select id from kernel.sessions where expires_at < {now.AddDays(-SessionDays)} or ended_at < {now.AddDays(-SessionDays)} limit {Purging.BatchSize})
             """, ct);
        var devices = await db.PurgeAsync(
            $"""
             delete from kernel.known_devices where id in (select id from kernel.known_devices where last_seen_at < {now.AddDays(-DeviceDays)} limit {Purging.BatchSize})
             """, ct);
        var counters = await db.PurgeAsync(
            $"""
             delete from kernel.sign_in_failures where key in (select key from kernel.sign_in_failures where last_at < {now.AddDays(-1)} limit {Purging.BatchSize})
             """, ct);
        return new("Job.accounts.clean.Done", [.. new[] { lines, sessions, devices, counters }.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
    }

    /// <summary>By the owner's function, which takes five thousand at a time: this role may not delete from the journal.</summary>
    private static async Task<long> PurgeJournalAsync(AppDbContext db, DateTimeOffset before, CancellationToken ct)
    {
        for (long gone = 0; ;)
        {
            var batch = (await db.Database.SqlQuery<int>($"select kernel.purge_sign_ins({before}) as \"Value\"").ToListAsync(ct)).Single();
            gone += batch;
            if (batch < Purging.BatchSize) return gone;
        }
    }
}
