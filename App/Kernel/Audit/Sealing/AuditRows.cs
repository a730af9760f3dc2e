using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace OpsFlux.Kernel.Audit.Sealing;

/// <summary>An entry where it stands in the log, with its values as they are now.</summary>
/// <param name="Values">Null where there is no such row.</param>
internal sealed record AuditRow(AuditPosition Position, AuditEntry Entry, AuditValues? Values);

/// <summary>Reads the log in its own order, by transaction, straight from the reader: a stretch is as much as memory ever holds.</summary>
internal static class AuditRows
{
    private const string Query =
        """
        select e.id, e.at, e.action, e.actor_id, e.actor_name, e.ip_address, e.correlation, e.subject, e.subject_id, e.detail, e.values_hash, e.hash,
               e.generation, e.transaction_id, v.entry_id is not null, v.before::text, v.after::text, v.emptied_by, e.acting_for_id, e.acting_for_name
        from kernel.audit_entries e left join kernel.audit_values v on v.entry_id = e.id and v.at = e.at
        where (e.generation, e.transaction_id, e.id) > ($1, $2, $3)
        """;

    /// <summary>
    /// What no running transaction can still add to. Instances that write never wait for this one; what commits late has
    /// a place after the horizon, and is read next time.
    /// </summary>
    /// <remarks>As sub-queries both are asked once for the statement; a call would be made for every entry.</remarks>
    private const string Closed = " and (e.generation < (select kernel.audit_generation()) or e.transaction_id < (select pg_snapshot_xmin(pg_current_snapshot())))";

    private const string Upto = " and (e.generation, e.transaction_id, e.id) <= ($4, $5, $6)";
    private const string Order = " order by e.generation, e.transaction_id, e.id";

    public static NpgsqlParameter Transaction(ulong id) => new() { Value = id, NpgsqlDbType = NpgsqlDbType.Xid8 };

    public static IAsyncEnumerable<AuditRow> ClosedAfterAsync(NpgsqlConnection connection, AuditPosition after, int most, CancellationToken ct) =>
        RunAsync(connection, $"{Query}{Closed}{Order} limit $4", [.. Of(after), new NpgsqlParameter { Value = most }], ct);

    public static IAsyncEnumerable<AuditRow> BetweenAsync(NpgsqlConnection connection, AuditPosition after, AuditPosition upto, CancellationToken ct) =>
        RunAsync(connection, $"{Query}{Upto}{Order}", [.. Of(after), .. Of(upto)], ct);

    public static IAsyncEnumerable<AuditRow> AfterAsync(NpgsqlConnection connection, AuditPosition after, CancellationToken ct) =>
        RunAsync(connection, $"{Query}{Order}", [.. Of(after)], ct);

    private static IEnumerable<NpgsqlParameter> Of(AuditPosition position) =>
        [new() { Value = position.Generation }, Transaction(position.Transaction), new() { Value = position.Id }];

    private static async IAsyncEnumerable<AuditRow> RunAsync(
        NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return Read(reader);
    }

    private static AuditRow Read(NpgsqlDataReader row)
    {
        var entry = new AuditEntry
        {
            Id = row.GetGuid(0), At = row.GetFieldValue<DateTimeOffset>(1), Action = Enum.TryParse<AuditAction>(row.GetString(2), out var action) ? action : (AuditAction)(-1),
            ActorId = row.IsDBNull(3) ? null : row.GetGuid(3), ActorName = Text(row, 4), IpAddress = Text(row, 5), Correlation = Text(row, 6),
            Subject = Text(row, 7), SubjectId = Text(row, 8), Detail = Text(row, 9), ActingForId = row.IsDBNull(18) ? null : row.GetGuid(18), ActingForName = Text(row, 19), ValuesHash = Bytes(row, 10), Hash = Bytes(row, 11),
        };
        var values = row.GetBoolean(14)
            ? new AuditValues { EntryId = entry.Id, At = entry.At, Before = Text(row, 15), After = Text(row, 16), EmptiedBy = row.IsDBNull(17) ? null : row.GetGuid(17) } : null;
        return new(new(row.GetInt32(12), row.GetFieldValue<ulong>(13), entry.Id), entry, values);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static byte[]? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
