using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import.Csv;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Import;

/// <summary>What is imported and how.</summary>
/// <param name="Kind">What the records are, in the plural, as the module declared it: "tickets".</param>
/// <param name="Profile">Name of the format: "servicenow".</param>
/// <param name="FileName">For the audit log.</param>
/// <param name="StructureCode">Null: the organisation's root.</param>
/// <param name="DryRun">Does everything and takes it back.</param>
/// <param name="SkipBad">Imports the sound rows where others are damaged; otherwise one damaged row stops all.</param>
public sealed record ImportRequest(string Kind, string Profile, string FileName, TimeZoneInfo Zone, string? StructureCode, bool DryRun, bool SkipBad)
{
    /// <summary>Header → the profile's column, as somebody corrected it; empty: the column is not read. Headers it does not name are read as the profile says.</summary>
    public IReadOnlyDictionary<string, string> Mapping { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// The one import engine: stages the raw rows, checks each, reports, and writes all records in one transaction or nothing.
/// The operator's verb calls it; it checks no permission. One run at a time: another waits for its end.
/// </summary>
[PartOf]
public sealed class Importer(IDbContextFactory<AppDbContext> dbs) : IUseCase
{
    private const long LockKey = 0x4F7073496D7072;   // "OpsImpr"

    /// <summary>Refuses: import.empty, import.header, import.columns, import.twice, import.unknown-structure, import.no-structure.</summary>
    public async Task<Result<ImportReport>> RunAsync(IImportProfile profile, ImportRequest request, Stream file, CancellationToken ct)
    {
        var csv = await CsvFile.OpenAsync(file, ct);
        if (csv.Failed) return csv.Refusal;
        var columns = Named(csv.Value.Columns, profile, request);
        if (Unusable(columns, profile) is { } unusable) return unusable;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockKey})", ct);
        var structure = await StructureAsync(db, request.StructureCode, ct);
        if (structure.Failed) return structure.Refusal;

        var report = new ImportReport();
        var staging = new StagingTable((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
        await staging.CreateAsync(ct);
        await staging.FillAsync(csv.Value, report, ct);
        await profile.PrepareAsync(db, structure.Value, ct);
        var run = new ImportRun(profile, profile.FormatIn(request.Zone), columns, staging, report);
        await run.CheckAsync(ct);
        if (report.RefusedRows > 0 && !request.SkipBad) return report;

        await run.WriteAsync(await profile.OpenAsync(db, structure.Value, ct), ct);
        if (!request.DryRun) await KeepAsync(db, transaction, request, report, ct);
        return report;
    }

    /// <summary>Columns that are not read keep a name that no profile can ask for, since two of them may be called alike.</summary>
    private static List<string> Named(IReadOnlyList<string> headers, IImportProfile profile, ImportRequest request) =>
        [.. headers.Select((header, at) => request.Mapping.GetValueOrDefault(header) switch { null => profile.ColumnOf(header), "" => $"\0{at}", var column => column })];

    private static Refusal? Unusable(IReadOnlyList<string> columns, IImportProfile profile)
    {
        var names = columns.Select(c => c.ToLowerInvariant()).ToList();
        var missing = profile.RequiredColumns.Except(names).ToList();
        if (missing.Count > 0) return Refusal.Conflict("import.columns", string.Join(", ", missing));
        var twice = names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? null : Refusal.Conflict("import.twice", twice.Key);
    }

    private static async Task<Result<Guid>> StructureAsync(AppDbContext db, string? code, CancellationToken ct)
    {
        var structures = code is null
            ? db.Set<Structure>().Where(s => s.ParentId == null && s.Kind == StructureKind.Internal && s.IsActive)
            : db.Set<Structure>().Where(s => s.Code == code && s.IsActive);
        var found = await structures.OrderBy(s => s.Id).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct);
        if (found is { } id) return id;
        return code is null ? Refusal.Conflict("import.no-structure") : Refusal.Conflict("import.unknown-structure", code);
    }

    /// <summary>A run without effect leaves nothing behind, not even a line in the audit log.</summary>
    private static async Task KeepAsync(AppDbContext db, IDbContextTransaction transaction, ImportRequest request, ImportReport report, CancellationToken ct)
    {
        var counts = report.Counts;
        if (counts.Created + counts.Changed == 0) return;
        AuditWriter.Add(db, AuditAction.Import, request.Kind, null,
            $"{request.Profile} {request.FileName}: {counts.Created} created, {counts.Changed} changed, {counts.Unchanged} unchanged, {report.RefusedRows} refused");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
