using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpsFlux.Kernel.Audit.Proof;
using OpsFlux.Kernel.Audit.Sealing;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Audit.Partitions;

/// <summary>
/// Makes the parts of the months to come, and drops those that retention no longer keeps. Whatever has no part of its own
/// goes to the default one, so nothing is ever refused because this did not run.
/// </summary>
public sealed class KeepAuditMonths(IDbContextFactory<AppDbContext> dbs, NpgsqlDataSource source, ReadSettings settings, SealAudit seal, AuditKey key, TimeProvider clock) : IScheduledJob
{
    /// <summary>The database refuses to drop what is younger than the least of these, whatever is set.</summary>
    public static readonly NumberSetting Months = new("Retention.AuditMonths", Default: 60, Min: 12, Max: 1200);

    /// <summary>Months back, for what a restored or demonstration log brings; and ahead.</summary>
    private const int Behind = 4, Ahead = 3;

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var kept = await settings.NumberAsync(db, Months, Guid.Empty, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var month = new DateOnly(now.Year, now.Month, 1);
        await using var connection = await source.OpenConnectionAsync(ct);
        for (var ahead = -Behind; ahead <= Ahead; ahead++) await AskAsync(connection, "select kernel.make_audit_month($1)", month.AddMonths(ahead), ct);
        return new("Job.audit.months.Done", (await DropAsync(connection, month.AddMonths(-kept), ct)).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The chain says first, in the same transaction, what is dropped: from then on its absence is lawful.</summary>
    private async Task<int> DropAsync(NpgsqlConnection connection, DateOnly before, CancellationToken ct)
    {
        if (await AskAsync(connection, Older, $"entries_{before:yyyy_MM}", ct) is not true) return 0;
        await seal.RunAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await AuditChain.TryLockAsync(connection, ct)) return 0;   // sealing elsewhere: tomorrow is soon enough

        var last = (await AuditChain.LastAsync(connection, ct))!;   // sealing has begun the chain
        var limit = new DateTimeOffset(before.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        await AuditChain.AddAsync(connection, key, last, new()
        {
            Kind = AuditSealKind.Drop, SealedAt = clock.GetUtcNow(), DroppedBefore = limit,
            LastGeneration = last.LastGeneration, LastTransaction = last.LastTransaction, LastId = last.LastId,
        }, null, ct);
        var dropped = (int)(await AskAsync(connection, "select kernel.drop_audit_months($1)", before, ct))!;   // the function answers a number
        await transaction.CommitAsync(ct);
        await seal.RunAsync(ct);   // the head of the chain goes to the file
        return dropped;
    }

    private const string Older =
        """
        select exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
                       where i.inhparent = 'kernel.audit_entries'::regclass and c.relname ~ '^entries_\d{4}_\d{2}$' and c.relname < $1)
        """;

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, object value, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        return await command.ExecuteScalarAsync(ct);
    }
}
