using System.Globalization;
using CsvHelper;

namespace OpsFlux.Kernel.Reports.Csv;

/// <summary>
/// CSV as the reader's Excel expects it on a double click: UTF-8 with its mark, the culture's separator, decimal sign
/// and dates. Text that a spreadsheet would calculate gets an apostrophe; numbers, negative ones too, stay numbers.
/// </summary>
internal static class CsvReport
{
    public static async Task WriteAsync<TRow>(Report<TRow> report, Stream to, CancellationToken ct)
    {
        await using var csv = CsvWriter.Create(to, Layout(report.Culture), leaveOpen: true);
        var (cells, formats) = (new ReportCells<TRow>(report), new CellFormats(report.Culture));

        foreach (var column in report.Columns) csv.WriteField(Guarded(CellText.Clean(column.Title)));
        await csv.EndRecordAsync(ct);
        await foreach (var row in report.Rows.WithCancellation(ct))
        {
            foreach (var column in report.Columns) csv.WriteField(Field(cells.Read(column, row), formats));
            await csv.EndRecordAsync(ct);
        }
    }

    // Excel splits by the list separator of the reader's Windows: a semicolon wherever the comma is the decimal sign.
    private static CsvWriterOptions Layout(CultureInfo culture) => new()
    {
        Separator = culture.NumberFormat.NumberDecimalSeparator == "," ? ';' : ',',
        NewLine = "\r\n",
        WriteByteOrderMark = true,
        Injection = CsvInjection.None,   // the library's guard takes ASCII alone and misses leading spaces
    };

    private static string Field(object? value, CellFormats formats)
        => value is string text ? Guarded(text) : formats.ForExchange(value);

    private static string Guarded(string text) => CellText.LooksLikeFormula(text) ? "'" + text : text;
}
