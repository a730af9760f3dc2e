using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit.Proof;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Audit.Sealing;

/// <summary>
/// Seals what no running transaction can add to any more, stretch after stretch, and writes the new heads to the file.
/// Called by several instances at once it seals once; called again with nothing new it does nothing.
/// </summary>
[PartOf(typeof(SealAuditJob))]
public sealed class SealAudit(NpgsqlDataSource source, AuditKey key, AuditHeads heads, TimeProvider clock) : IUseCase
{
    /// <summary>Entries in one stretch: what sealing and verifying hold in memory.</summary>
    private const int Stretch = 10_000;

    /// <summary>Answers how many entries were sealed by this call.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await AuditChain.BeginAsync(connection, key, clock.GetUtcNow(), ct);
        var sealedEntries = 0;
        while (await SealNextAsync(connection, ct) is > 0 and var count) sealedEntries += count;
        await KeepHeadsAsync(connection, ct);
        return sealedEntries;
    }

    private async Task<int> SealNextAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await AuditChain.TryLockAsync(connection, ct)) return 0;

        var last = (await AuditChain.LastAsync(connection, ct))!;   // the opening, at least
        var rows = await AuditRows.ClosedAfterAsync(connection, last.End, Stretch, ct).ToListAsync(ct);
        if (rows.Count == 0) return 0;

        var end = rows[^1].Position;
        var draft = new AuditSeal
        {
            Kind = AuditSealKind.Stretch, SealedAt = clock.GetUtcNow(), Count = rows.Count, FirstAt = rows.Min(r => r.Entry.At), LastAt = rows.Max(r => r.Entry.At),
            LastGeneration = end.Generation, LastTransaction = end.Transaction, LastId = end.Id,
        };
        await AuditChain.AddAsync(connection, key, last, draft, ManifestContents.Write(rows.Select(LineOf)), ct);
        await transaction.CommitAsync(ct);
        return rows.Count;
    }

    private ManifestLine LineOf(AuditRow row) => new(
        row.Entry.Id, row.Entry.At, AuditHash.Of(key, row.Entry)[..ManifestLine.HashLength],
        row is { Entry.ValuesHash: null, Values: { EmptiedBy: null } values } ? AuditHash.Of(key, values.EntryId, values.Before, values.After)[..ManifestLine.HashLength] : null,
        row.Entry.Subject, row.Entry.SubjectId);

    /// <summary>After the commit, so that the file never knows more than the database; what a crash left out comes with the next run.</summary>
    private async Task KeepHeadsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var missing = await AuditChain.ReadAsync(connection, await heads.LastNumberAsync(ct) + 1, ct).ToListAsync(ct);
        await heads.AppendAsync(missing, ct);
    }
}

/// <summary>Seals every few minutes.</summary>
public sealed class SealAuditJob(SealAudit seal) : IScheduledJob
{
    public async Task<JobOutcome> RunAsync(CancellationToken ct) =>
        new("Job.audit.seal.Done", (await seal.RunAsync(ct)).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
