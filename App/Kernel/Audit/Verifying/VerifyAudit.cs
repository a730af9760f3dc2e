using System.Security.Cryptography;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit.Proof;
using OpsFlux.Kernel.Audit.Sealing;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Audit.Verifying;

/// <summary>
/// Walks the whole chain, and the entries of its stretches one stretch at a time: memory is that of one stretch, whatever
/// the log's length. Reads as the application's role and writes nothing. The operator's verb and the job call it; it
/// checks no permission.
/// </summary>
[PartOf(typeof(VerifyAuditJob))]
public sealed class VerifyAudit(NpgsqlDataSource source, AuditKey key, AuditHeads heads) : IUseCase
{
    /// <param name="from">With <paramref name="to"/>: entries of stretches that touch this time; the chain itself is always walked whole.</param>
    /// <param name="tell">Told of each finding as it is made.</param>
    public async Task<AuditVerdict> RunAsync(DateTimeOffset? from, DateTimeOffset? to, Func<AuditFinding, Task> tell, CancellationToken ct)
    {
        await using var chain = await OpenAsync(ct);
        await using var entries = await OpenAsync(ct);
        await using var lookups = await OpenAsync(ct);
        var walk = new AuditWalk(key, entries, new EntryCheck(key, lookups), lookups, from, to, tell, await DroppedBeforeAsync(lookups, ct));
        await using var file = new HeadsCheck(heads, ct);
        await foreach (var seal in AuditChain.ReadAsync(chain, 0, ct))
        {
            if (await file.CompareAsync(seal) is { } differs) await walk.FindAsync(differs);
            if (!await walk.LinkAsync(seal, ct)) return walk.Verdict;
        }

        await foreach (var cut in file.RestAsync()) await walk.FindAsync(cut);
        if (!heads.Exists && walk.Verdict.Seals > 1) await walk.FindAsync(new(AuditFindingKind.HeadsMissing));
        await walk.TailAsync(ct);
        return walk.Verdict;
    }

    /// <summary>A drop is lawful where the key says so: whether it stands in the chain is found when the walk comes to it.</summary>
    private async Task<DateTimeOffset?> DroppedBeforeAsync(NpgsqlConnection connection, CancellationToken ct) =>
        await AuditChain.ReadAsync(connection, 0, ct, where: "kind = 'Drop'").Where(s => AuditChain.IsGenuine(key, s)).Select(s => s.DroppedBefore).MaxAsync(cancellationToken: ct);

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        // A walk takes as long as the log is long; the pool takes the setting back.
        await using var command = new NpgsqlCommand("select set_config('statement_timeout', '0', false)", connection);
        await command.ExecuteNonQueryAsync(ct);
        return connection;
    }
}

/// <summary>One verification under way: where it stands in the chain, and what it counted.</summary>
internal sealed class AuditWalk(
    AuditKey key, NpgsqlConnection entries, EntryCheck check, NpgsqlConnection lookups, DateTimeOffset? from, DateTimeOffset? to,
    Func<AuditFinding, Task> tell, DateTimeOffset? droppedBefore)
{
    private AuditSeal? last;
    private long links, present, dropped, unsealed, findings;

    public AuditVerdict Verdict => new(links, present, dropped, droppedBefore, check.Emptied, unsealed, findings, last is { Number: > 0 } ? last.SealedAt : null);

    public Task FindAsync(AuditFinding finding)
    {
        findings++;
        return tell(finding);
    }

    /// <summary>False: the key is not the log's, and going on would call everything changed.</summary>
    public async Task<bool> LinkAsync(AuditSeal seal, CancellationToken ct)
    {
        links++;
        var genuine = AuditChain.IsGenuine(key, seal);
        if (last is null && seal.Number == 0 && !genuine)
        {
            await FindAsync(new(AuditFindingKind.WrongKey));
            return false;
        }

        for (var missing = (last?.Number ?? -1) + 1; missing < seal.Number; missing++) await FindAsync(new(AuditFindingKind.SealMissing, missing));
        if (!genuine || (last?.Number == seal.Number - 1 && !last.Hash.AsSpan().SequenceEqual(seal.Previous))) await FindAsync(new(AuditFindingKind.SealChanged, seal.Number, null, seal.SealedAt));
        if (seal.Kind == AuditSealKind.Stretch && IsAskedFor(seal)) await StretchAsync(seal, ct);
        last = seal;
        return true;
    }

    /// <summary>What is not sealed yet has its own hash to say whether the application wrote it.</summary>
    public async Task TailAsync(CancellationToken ct)
    {
        await foreach (var row in AuditRows.AfterAsync(entries, last?.End ?? default, ct))
        {
            unsealed++;
            if (await check.ExamineAsync(row, null, ct) is { } wrong) await FindAsync(row, wrong, null);
        }
    }

    private bool IsAskedFor(AuditSeal seal) => (from is null || seal.LastAt >= from) && (to is null || seal.FirstAt < to);

    private async Task StretchAsync(AuditSeal seal, CancellationToken ct)
    {
        if (await LinesAsync(seal, ct) is not { } lines) return;
        await foreach (var row in AuditRows.BetweenAsync(entries, last?.End ?? default, seal.End, ct))
        {
            var known = lines.Remove(row.Entry.Id, out var line);
            if (known) present++;
            var wrong = known ? await check.ExamineAsync(row, line, ct) : AuditFindingKind.EntryInserted;
            if (wrong is { } kind) await FindAsync(row, kind, seal.Number);
        }

        foreach (var line in lines.Values) await MissAsync(line, seal, ct);
    }

    /// <summary>Null where the stretch cannot be looked into: it was dropped, or what it lists is not what was sealed.</summary>
    private async Task<Dictionary<Guid, ManifestLine>?> LinesAsync(AuditSeal seal, CancellationToken ct)
    {
        var contents = await AuditChain.ManifestAsync(lookups, seal.Number, ct);
        if (contents is null && seal.LastAt < droppedBefore)
        {
            dropped += seal.Count;
            return null;
        }

        if (contents is not null && seal.ManifestHash is not null && SHA256.HashData(contents).AsSpan().SequenceEqual(seal.ManifestHash))
            return ManifestContents.Read(contents, seal.Count).ToDictionary(l => l.Id);
        await FindAsync(new(AuditFindingKind.SealChanged, seal.Number, null, seal.SealedAt));
        return null;
    }

    /// <summary>Not in its place: dropped with its month, put elsewhere in the log, or removed.</summary>
    private async Task MissAsync(ManifestLine line, AuditSeal seal, CancellationToken ct)
    {
        if (line.At < droppedBefore)
        {
            dropped++;
            return;
        }

        await using var command = new NpgsqlCommand("select exists (select from kernel.audit_entries where id = $1)", lookups) { Parameters = { new() { Value = line.Id } } };
        var elsewhere = await command.ExecuteScalarAsync(ct) is true;
        await FindAsync(new(elsewhere ? AuditFindingKind.EntryChanged : AuditFindingKind.EntryRemoved, seal.Number, line.Id, line.At, Name(line.Subject, line.SubjectId)));
    }

    private Task FindAsync(AuditRow row, AuditFindingKind kind, long? seal) =>
        FindAsync(new(kind, seal, row.Entry.Id, row.Entry.At, Name(row.Entry.Subject, row.Entry.SubjectId)));

    private static string Name(string? subject, string? id) => id is null ? subject ?? "" : $"{subject} {id}";
}
