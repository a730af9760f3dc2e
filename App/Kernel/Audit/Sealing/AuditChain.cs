using System.Security.Cryptography;
using Npgsql;
using OpsFlux.Kernel.Audit.Proof;

namespace OpsFlux.Kernel.Audit.Sealing;

/// <summary>Links of the chain: how they are hashed, read and added.</summary>
internal static class AuditChain
{
    private const string Columns =
        "number, kind, sealed_at, last_generation, last_transaction, last_id, count, first_at, last_at, dropped_before, manifest_hash, previous, hash";

    /// <summary>One writer of the chain at a time, in whatever instance.</summary>
    private const long LockKey = 0x4F70735365616C;   // "OpsSeal"

    public static bool IsGenuine(AuditKey key, AuditSeal seal) => CryptographicOperations.FixedTimeEquals(Hash(key, seal), seal.Hash);

    /// <summary>Answers the first link, whoever made it.</summary>
    public static async Task<AuditSeal> BeginAsync(NpgsqlConnection connection, AuditKey key, DateTimeOffset now, CancellationToken ct)
    {
        if (await ReadOneAsync(connection, "order by number limit 1", ct) is { } there) return there;
        var opening = new AuditSeal { Kind = AuditSealKind.Opening, SealedAt = ToMicroseconds(now), Previous = new byte[AuditKey.Length] };
        opening.Hash = Hash(key, opening);
        await InsertAsync(connection, opening, null, ct);
        return (await ReadOneAsync(connection, "order by number limit 1", ct))!;   // this one, or that of an instance that was quicker
    }

    /// <summary>False: another instance is at it.</summary>
    public static async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_xact_lock({LockKey})", connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    public static Task<AuditSeal?> LastAsync(NpgsqlConnection connection, CancellationToken ct) => ReadOneAsync(connection, "order by number desc limit 1", ct);

    /// <summary>Adds the link after <paramref name="last"/>, with its contents where it covers a stretch.</summary>
    public static async Task<AuditSeal> AddAsync(NpgsqlConnection connection, AuditKey key, AuditSeal last, AuditSeal draft, byte[]? manifest, CancellationToken ct)
    {
        var seal = new AuditSeal
        {
            Number = last.Number + 1, Kind = draft.Kind, SealedAt = ToMicroseconds(draft.SealedAt), LastGeneration = draft.LastGeneration,
            LastTransaction = draft.LastTransaction, LastId = draft.LastId, Count = draft.Count, FirstAt = draft.FirstAt, LastAt = draft.LastAt,
            DroppedBefore = draft.DroppedBefore, ManifestHash = manifest is null ? null : SHA256.HashData(manifest), Previous = last.Hash,
        };
        seal.Hash = Hash(key, seal);
        await InsertAsync(connection, seal, manifest, ct);
        return seal;
    }

    /// <param name="from">Number of the first one read.</param>
    public static async IAsyncEnumerable<AuditSeal> ReadAsync(
        NpgsqlConnection connection, long from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct, string where = "true")
    {
        await using var command = new NpgsqlCommand($"select {Columns} from kernel.audit_seals where number >= $1 and {where} order by number", connection) { Parameters = { new() { Value = from } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return Read(reader);
    }

    public static async Task<byte[]?> ManifestAsync(NpgsqlConnection connection, long number, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select contents from kernel.audit_manifests where number = $1", connection) { Parameters = { new() { Value = number } } };
        return await command.ExecuteScalarAsync(ct) as byte[];
    }

    private static async Task<AuditSeal?> ReadOneAsync(NpgsqlConnection connection, string which, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from kernel.audit_seals {which}", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    private static byte[] Hash(AuditKey key, AuditSeal seal) => key.Hash(new AuditBytes("audit seal 1")
        .Add(seal.Number).Add(seal.Kind.ToString()).Add(seal.SealedAt).Add(seal.LastGeneration).Add((long)seal.LastTransaction).Add(seal.LastId).Add(seal.Count)
        .Add(seal.FirstAt?.UtcTicks ?? 0).Add(seal.LastAt?.UtcTicks ?? 0).Add(seal.DroppedBefore?.UtcTicks ?? 0).Add(seal.ManifestHash).Add(seal.Previous).Written);

    private static async Task InsertAsync(NpgsqlConnection connection, AuditSeal seal, byte[]? manifest, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
             with link as (
                 insert into kernel.audit_seals ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing returning number)
             insert into kernel.audit_manifests (number, contents) select number, $14 from link where $14::bytea is not null
             """, connection);
        foreach (var value in new object?[] { seal.Number, seal.Kind.ToString(), seal.SealedAt, seal.LastGeneration, null, seal.LastId, seal.Count,
                     seal.FirstAt, seal.LastAt, seal.DroppedBefore, seal.ManifestHash, seal.Previous, seal.Hash, manifest })
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        command.Parameters[4] = AuditRows.Transaction(seal.LastTransaction);
        foreach (var bytes in new[] { 10, 13 }) command.Parameters[bytes].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea;
        foreach (var instant in new[] { 7, 8, 9 }) command.Parameters[instant].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static AuditSeal Read(NpgsqlDataReader row) => new()
    {
        Number = row.GetInt64(0), Kind = Enum.Parse<AuditSealKind>(row.GetString(1)), SealedAt = Instant(row, 2)!.Value,   // never null
        LastGeneration = row.GetInt32(3), LastTransaction = row.GetFieldValue<ulong>(4), LastId = row.GetGuid(5), Count = row.GetInt32(6),
        FirstAt = Instant(row, 7), LastAt = Instant(row, 8), DroppedBefore = Instant(row, 9),
        ManifestHash = row.IsDBNull(10) ? null : row.GetFieldValue<byte[]>(10), Previous = row.GetFieldValue<byte[]>(11), Hash = row.GetFieldValue<byte[]>(12),
    };

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static DateTimeOffset ToMicroseconds(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
