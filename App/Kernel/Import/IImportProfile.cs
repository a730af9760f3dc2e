using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Import;

/// <summary>Which record a row speaks of, and since when that record exists: records are created, and numbered, in that order.</summary>
public readonly record struct RecordKey(string ExternalId, DateTimeOffset Began);

/// <summary>All sound rows of one record, in the order of the file.</summary>
public sealed record ImportedRecord(string ExternalId, IReadOnlyList<ImportRow> Rows);

/// <summary>Records created, changed, and found as they were.</summary>
public readonly record struct ImportCounts(int Created, int Changed, int Unchanged)
{
    public static ImportCounts operator +(ImportCounts a, ImportCounts b) =>
        new(a.Created + b.Created, a.Changed + b.Changed, a.Unchanged + b.Unchanged);

    public static ImportCounts Add(ImportCounts left, ImportCounts right) => left + right;
}

/// <summary>
/// One foreign format that a module can read: declared by <c>ModuleBuilder.Import</c>. Checks row by row what a row alone
/// can tell; the records behind the rows are written by the <see cref="IImportWriter"/> it opens.
/// </summary>
public interface IImportProfile
{
    /// <summary>Columns without which the file is another one. Others may be used where present.</summary>
    IReadOnlyList<string> RequiredColumns { get; }

    ImportFormat FormatIn(TimeZoneInfo zone);

    /// <summary>The profile's own name of a column that the file calls otherwise; the header itself where it knows none.</summary>
    string ColumnOf(string header) => header;

    /// <summary>Reads what checking needs to know, before the first row.</summary>
    Task PrepareAsync(AppDbContext db, Guid structureId, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Reads the row so that all its errors are noted on it. The answer counts only where there are none.</summary>
    RecordKey Check(ImportRow row);

    /// <param name="structureId">The organisation that the records will belong to.</param>
    Task<IImportWriter> OpenAsync(AppDbContext db, Guid structureId, CancellationToken ct);
}

/// <summary>Writes records of one run, inside the run's transaction, which may be rolled back at its end.</summary>
public interface IImportWriter
{
    /// <summary>Called with batches of whole records, in the order they began; saves before it answers.</summary>
    Task<ImportCounts> WriteAsync(IReadOnlyList<ImportedRecord> batch, CancellationToken ct);
}
