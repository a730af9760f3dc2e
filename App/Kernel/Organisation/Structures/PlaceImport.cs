using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Import.Csv;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>A line of a file, by the names of its columns.</summary>
internal sealed class PlaceLine(int number, IReadOnlyDictionary<string, string> values)
{
    public int Number => number;

    /// <summary>Trimmed; empty where the file has no such column.</summary>
    public string this[string column] => values.GetValueOrDefault(column, "");
}

/// <summary>What an import of structures or sites did, or would have done.</summary>
public sealed record PlaceImportReport(ImportCounts Counts, IReadOnlyList<ImportError> Errors)
{
    public bool IsSound => Errors.Count == 0;
}

/// <summary>Reads a small file of structures or sites whole: what is wrong is told by line, all at once.</summary>
internal static class PlaceFile
{
    /// <summary>More is no organisation but an accident.</summary>
    public const int MostLines = 20_000;

    /// <summary>Refuses: import.empty, import.header, import.columns, import.twice, too-many lines as import.too-long.</summary>
    public static async Task<Result<(List<PlaceLine> Lines, List<ImportError> Errors)>> ReadAsync(Stream file, IReadOnlyList<string> required, CancellationToken ct)
    {
        var opened = await CsvFile.OpenAsync(file, ct);
        if (opened.Failed) return opened.Refusal;
        var columns = opened.Value.Columns.Select(c => c.Trim().ToLowerInvariant()).ToList();
        var missing = required.Except(columns).ToList();
        if (missing.Count > 0) return Refusal.Conflict("import.columns", string.Join(", ", missing));
        if (columns.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) return Refusal.Conflict("import.twice", twice.Key);

        var (lines, errors) = (new List<PlaceLine>(), new List<ImportError>());
        await foreach (var record in opened.Value.RecordsAsync(ct))
        {
            if (lines.Count == MostLines) return Refusal.Conflict("import.too-long", MostLines);
            if (record.Fault is { } fault) errors.Add(fault);
            else lines.Add(new(record.Line, columns.Zip(record.Fields).ToDictionary(p => p.First, p => p.Second.Trim())));
        }

        return (lines, errors);
    }
}
