using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit.Sealing;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;

namespace OpsFlux.Kernel.Audit.Alerts;

/// <summary>
/// Counts what came to the log since the last time under each rule, and alerts when a count passes its threshold: the cost
/// is that of the new entries, whatever the log's length. Alerts leave before the count is kept: a crash between the two
/// tells again, and telling again is harmless.
/// </summary>
public sealed class WatchAuditJob(NpgsqlDataSource source, IDbContextFactory<AppDbContext> dbs, AuditAlert alert, TimeProvider clock) : IScheduledJob
{
    private const int Batch = 5_000;
    private const string Code = "alerts";

    /// <summary>Older entries, as an upgrade or a restored log brings, are history and no alarm; their tallies are forgotten.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await RunAsync(connection, "insert into kernel.audit_watch_marks (code, generation, transaction, entry_id) values ($1, 0, '0', $2) on conflict do nothing", ct, Code, Guid.Empty);
        await RunAsync(connection, "delete from kernel.audit_tallies where window_start < $1", ct, clock.GetUtcNow() - (2 * Fresh));
        var (read, alerts) = (0, 0);
        while (await NextAsync(connection, ct) is { Read: > 0 } batch) (read, alerts) = (read + batch.Read, alerts + batch.Alerts);
        return new("Job.audit.watch.Done", read.ToString(CultureInfo.InvariantCulture), alerts.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<(int Read, int Alerts)> NextAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await MarkAsync(connection, ct) is not { } mark) return (0, 0);
        var rows = await AuditRows.ClosedAfterAsync(connection, mark, Batch, ct).ToListAsync(ct);
        if (rows.Count == 0) return (0, 0);

        var alerts = 0;
        foreach (var passed in await CountAsync(connection, await MeetingsAsync(rows, ct), ct))
        {
            await alert.TellAsync(passed.Rule.Code, $"{passed.Key}\n{passed.Window:O}", new(passed.Rule.Text, passed.Href, passed.Key, passed.Count.ToString(CultureInfo.InvariantCulture)), ct);
            alerts++;
        }

        await MoveAsync(connection, rows[^1].Position, ct);
        await transaction.CommitAsync(ct);
        return (rows.Count, alerts);
    }

    private sealed record Meeting(AuditRule Rule, string Key, DateTimeOffset Window, int Count, string Href);

    private async Task<List<Meeting>> MeetingsAsync(List<AuditRow> rows, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var facts = new AuditWatchFacts(await db.Set<Role>().Where(r => r.Code == BuiltInRoles.Administrator).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(ct));
        var since = clock.GetUtcNow() - Fresh;
        var met =
            from row in rows
            where row.Entry.At >= since
            from rule in AuditRules.All
            let key = rule.Key(row.Entry, row.Values, facts)
            where !string.IsNullOrEmpty(key)
            let window = new DateTimeOffset(row.Entry.At.UtcTicks - (row.Entry.At.UtcTicks % rule.Window.Ticks), TimeSpan.Zero)
            group row by (rule, key: key.Length > 200 ? key[..200] : key, window) into same
            select new Meeting(same.Key.rule, same.Key.key, same.Key.window, same.Count(),
                $"/admin/audit?{same.Key.rule.Link(same.First().Entry)}&from={same.Key.window.UtcDateTime:yyyy-MM-dd}");
        return [.. met];
    }

    /// <summary>Those whose count passes its threshold by these meetings; in one order everywhere, so that nobody locks another out.</summary>
    private static async Task<List<Meeting>> CountAsync(NpgsqlConnection connection, List<Meeting> met, CancellationToken ct)
    {
        var passed = new List<Meeting>();
        if (met.Count == 0) return passed;
        await using var command = new NpgsqlCommand(
            """
            insert into kernel.audit_tallies as t (rule, key, window_start, count) select * from unnest($1, $2, $3, $4) as m (rule, key, window_start, count) order by 1, 2, 3
            on conflict (rule, key, window_start) do update set count = t.count + excluded.count returning rule, key, window_start, count
            """, connection);
        command.Parameters.Add(new() { Value = met.Select(m => m.Rule.Code).ToArray() });
        command.Parameters.Add(new() { Value = met.Select(m => m.Key).ToArray() });
        command.Parameters.Add(new() { Value = met.Select(m => m.Window).ToArray() });
        command.Parameters.Add(new() { Value = met.Select(m => m.Count).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var meeting = met.Single(m => (m.Rule.Code, m.Key, m.Window) == (reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)));
            var count = reader.GetInt32(3);
            if (count >= meeting.Rule.Threshold && count - meeting.Count < meeting.Rule.Threshold) passed.Add(meeting with { Count = count });
        }

        return passed;
    }

    /// <summary>Null: another instance is at it.</summary>
    private static async Task<AuditPosition?> MarkAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select generation, transaction, entry_id from kernel.audit_watch_marks where code = $1 for update skip locked", connection) { Parameters = { new() { Value = Code } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new(reader.GetInt32(0), reader.GetFieldValue<ulong>(1), reader.GetGuid(2)) : null;
    }

    private static async Task MoveAsync(NpgsqlConnection connection, AuditPosition to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("update kernel.audit_watch_marks set generation = $1, transaction = $2, entry_id = $3 where code = $4", connection);
        command.Parameters.Add(new() { Value = to.Generation });
        command.Parameters.Add(new() { Value = to.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new() { Value = to.Id });
        command.Parameters.Add(new() { Value = Code });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
