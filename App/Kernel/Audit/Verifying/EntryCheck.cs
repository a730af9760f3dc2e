using System.Security.Cryptography;
using Npgsql;
using OpsFlux.Kernel.Audit.Proof;
using OpsFlux.Kernel.Audit.Sealing;

namespace OpsFlux.Kernel.Audit.Verifying;

/// <summary>Compares one entry and its values with their keyed hashes: its own, and what its seal remembers.</summary>
internal sealed class EntryCheck(AuditKey key, NpgsqlConnection lookups)
{
    private readonly Dictionary<Guid, bool> erasures = [];

    /// <summary>Entries met whose values were lawfully emptied.</summary>
    public long Emptied { get; private set; }

    /// <param name="line">Null for an entry that is not sealed yet.</param>
    public async Task<AuditFindingKind?> ExamineAsync(AuditRow row, ManifestLine? line, CancellationToken ct)
    {
        var hash = AuditHash.Of(key, row.Entry);
        if (line is not null && !Same(hash, line.Hash)) return AuditFindingKind.EntryChanged;
        // What was written before there was a key has its seal alone.
        if (row.Position.Generation > 0 && !Same(hash, row.Entry.Hash)) return line is null ? AuditFindingKind.EntryInserted : AuditFindingKind.EntryChanged;
        return await ValuesAsync(row, row.Entry.ValuesHash ?? line?.ValuesHash, mayBeUnknown: row.Position.Generation == 0 && line is null, ct);
    }

    private async Task<AuditFindingKind?> ValuesAsync(AuditRow row, byte[]? expected, bool mayBeUnknown, CancellationToken ct)
    {
        if (expected is null) return row.Values is null || mayBeUnknown || await IsLawfulAsync(row.Values, ct) ? null : AuditFindingKind.ValuesInserted;
        if (row.Values is null) return AuditFindingKind.ValuesRemoved;
        if (Same(AuditHash.Of(key, row.Values.EntryId, row.Values.Before, row.Values.After), expected)) return null;
        if (!await IsLawfulAsync(row.Values, ct)) return AuditFindingKind.ValuesChanged;
        Emptied++;
        return null;
    }

    /// <summary>Emptied whole, by an erasure that stands in the log itself.</summary>
    private async Task<bool> IsLawfulAsync(AuditValues values, CancellationToken ct)
    {
        if (values is not { Before: null, After: null, EmptiedBy: { } erasure }) return false;
        if (erasures.TryGetValue(erasure, out var known)) return known;
        await using var command = new NpgsqlCommand("select exists (select from kernel.audit_entries where id = $1 and action = 'Erase')", lookups) { Parameters = { new() { Value = erasure } } };
        return erasures[erasure] = await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>A seal remembers half of a hash.</summary>
    private static bool Same(byte[] computed, byte[]? kept) =>
        kept is { Length: >= ManifestLine.HashLength } && kept.Length <= computed.Length && CryptographicOperations.FixedTimeEquals(computed.AsSpan(0, kept.Length), kept);
}
