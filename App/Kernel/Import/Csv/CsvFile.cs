using System.Runtime.CompilerServices;
using System.Text;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Import.Csv;

/// <summary>A record and the line it starts on; with a fault, what is wrong with it instead of its fields.</summary>
internal sealed record CsvRecord(int Line, string[] Fields, ImportError? Fault = null);

/// <summary>
/// A delimited file (comma, semicolon or tab, told by the header) read record by record. A damaged record is reported and
/// the next one is looked for on the next line, even after a quote that never ends.
/// </summary>
internal sealed class CsvFile
{
    /// <summary>How far a quoted field may go on before its opening quote is taken for the damage.</summary>
    private const int LongestRecordLines = 200;

    private readonly LineReader lines;
    private readonly char delimiter;

    private CsvFile(LineReader lines, char delimiter, List<string> header)
    {
        (this.lines, this.delimiter) = (lines, delimiter);
        Columns = [.. header];
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>Reads the header. Refuses: import.empty, import.header.</summary>
    public static async Task<Result<CsvFile>> OpenAsync(Stream stream, CancellationToken ct)
    {
        var lines = new LineReader(stream);
        if (await lines.NextAsync(ct) is not { } first) return Refusal.Conflict("import.empty");

        var delimiter = ",;\t".MaxBy(d => first.Text.Count(c => c == d));
        var (header, fault) = CsvFields.Split(first.Text, delimiter);
        if (first.Fault is not null || fault != CsvFault.None) return Refusal.Conflict("import.header");
        return new CsvFile(lines, delimiter, header);
    }

    public async IAsyncEnumerable<CsvRecord> RecordsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        while (await lines.NextAsync(ct) is { } line)
        {
            if (line.Fault is { } wrong) yield return Faulty(line, wrong);
            else if (!string.IsNullOrWhiteSpace(line.Text)) yield return await RecordAsync(line, ct);
        }
    }

    private async ValueTask<CsvRecord> RecordAsync(Line line, CancellationToken ct)
    {
        var (fields, fault) = CsvFields.Split(line.Text, delimiter);
        return fault switch
        {
            CsvFault.StrayQuote => Faulty(line, "stray-quote"),
            CsvFault.Open => await LongRecordAsync(line, ct),
            _ when fields.Count != Columns.Count => Faulty(line, "columns", fields.Count, Columns.Count),
            _ => new(line.Number, [.. fields]),
        };
    }

    /// <summary>A record with line breaks in it, provided that the lines that follow complete it exactly.</summary>
    private async ValueTask<CsvRecord> LongRecordAsync(Line first, CancellationToken ct)
    {
        var text = new StringBuilder(first.Text);
        for (var taken = 0; taken < LongestRecordLines; taken++)
        {
            if (await lines.PeekAsync(taken, ct) is not { Fault: null } next) break;
            text.Append('\n').Append(next.Text);
            if (!next.Text.Contains('"', StringComparison.Ordinal)) continue;

            var (fields, fault) = CsvFields.Split(text.ToString(), delimiter);
            if (fault == CsvFault.Open) continue;
            if (fault == CsvFault.StrayQuote || fields.Count != Columns.Count) break;
            lines.Skip(taken + 1);
            return new(first.Number, [.. fields]);
        }

        return Faulty(first, "open-quote");
    }

    private static CsvRecord Faulty(Line line, string code, params object[] arguments) =>
        new(line.Number, [], new(line.Number, null, code, arguments));
}
