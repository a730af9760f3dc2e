using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Audit.Reading;

/// <summary>One property before and after; null where there was nothing.</summary>
public sealed record AuditDifference(string Property, string? Before, string? After);

/// <param name="Record">Null where the entry is of no record, or of one that this person may not open.</param>
/// <param name="IsEmptied">The values were lawfully emptied.</param>
public sealed record AuditEntryView(AuditLine Entry, IReadOnlyList<AuditDifference> Differences, RecordCard? Record, bool IsEmptied);

/// <summary>One entry with its values side by side, ids of people and structures in words. Refuses: forbidden, not-found.</summary>
[Needs(AuditPermissions.View, Everywhere = true)]
public sealed class GetAuditEntry(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    private sealed class NamedId
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
    }

    public async Task<Result<AuditEntryView>> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.CanEverywhere(AuditPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var entry = await db.Set<AuditEntry>().Where(a => a.Id == id).Select(AuditLine.Of).FirstOrDefaultAsync(ct);
        if (entry is null) return Refusal.NotFound;

        var values = await db.Set<AuditValues>().AsNoTracking().FirstOrDefaultAsync(v => v.EntryId == id && v.At == entry.At, ct);
        var differences = Compare(Read(values?.Before), Read(values?.After));
        return new AuditEntryView(entry, await NamedAsync(db, differences, ct), await RecordAsync(db, entry, ct), values?.EmptiedBy is not null);
    }

    private static List<AuditDifference> Compare(Dictionary<string, string?> before, Dictionary<string, string?> after) =>
        [.. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).Select(name => new AuditDifference(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))];

    private static Dictionary<string, string?> Read(string? json)
    {
        if (json is null) return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind is JsonValueKind.String ? p.Value.GetString() : p.Value.GetRawText());
    }

    /// <summary>One statement for all of them; an id that is none of these stays an id.</summary>
    private static async Task<List<AuditDifference>> NamedAsync(AppDbContext db, List<AuditDifference> differences, CancellationToken ct)
    {
        var ids = differences.SelectMany(d => new[] { d.Before, d.After }).Select(v => Guid.TryParseExact(v, "D", out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0) return differences;

        var names = (await db.Database.SqlQuery<NamedId>(
            $"""
             select id as "Id", display_name as "Name" from kernel.users where id = any({ids}) union all select id, name from kernel.structures where id = any({ids})
             union all select id, name from kernel.groups where id = any({ids}) union all select id, name from kernel.sites where id = any({ids})
             union all select id, code from kernel.roles where id = any({ids})
             """).ToListAsync(ct)).ToDictionary(n => n.Id.ToString(), n => n.Name);
        return [.. differences.Select(d => d with { Before = Name(d.Before), After = Name(d.After) })];

        string? Name(string? value) => value is not null && names.TryGetValue(value, out var name) ? name : value;
    }

    private async Task<RecordCard?> RecordAsync(AppDbContext db, AuditLine entry, CancellationToken ct) =>
        entry.Subject is { } kind && kinds.Of(kind) is { } owner && Guid.TryParse(entry.SubjectId, out var id)
            && await owner.CardsAsync(db, user, [id], ct) is [var card, ..] ? card : null;
}
