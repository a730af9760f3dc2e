using System.IO.Compression;
using System.Text;

namespace OpsFlux.Kernel.Reports.Excel;

/// <summary>
/// Writes a workbook of two sheets, the rows and 'about', straight into a stream that need not seek. Memory does not
/// grow with the rows, and every write to the stream is asynchronous.
/// </summary>
internal static class ExcelReport
{
    public static async Task WriteAsync<TRow>(Report<TRow> report, Stream to, CancellationToken ct)
    {
        await using var relay = new RelayStream(to);
        await using (var zip = await ZipArchive.CreateAsync(relay, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct))
            await WritePartsAsync(report, zip, ct);
        await relay.FlushAsync(ct);
    }

    private static async Task WritePartsAsync<TRow>(Report<TRow> report, ZipArchive zip, CancellationToken ct)
    {
        var about = ReportsText.In(report.Culture, "About.Sheet");
        var rows = ExcelNames.Sheet(report.Title, about, ReportsText.In(report.Culture, "File.Untitled"));

        await AddAsync(zip, "[Content_Types].xml", ExcelParts.ContentTypes, ct);
        await AddAsync(zip, "_rels/.rels", ExcelParts.Relations, ct);
        await AddAsync(zip, "xl/workbook.xml", ExcelParts.Workbook(rows, about), ct);
        await AddAsync(zip, "xl/_rels/workbook.xml.rels", ExcelParts.WorkbookRelations, ct);
        await AddAsync(zip, "xl/styles.xml", ExcelParts.Styles(ExcelNames.DatePattern(report.Culture)), ct);

        ExcelRowCount count;
        await using (var part = await OpenAsync(zip, "xl/worksheets/sheet1.xml", ct))
            count = await ExcelRows.WriteAsync(report, part, ct);
        await using (var part = await OpenAsync(zip, "xl/worksheets/sheet2.xml", ct))
            await ExcelAbout.WriteAsync(report, count, part, ct);
    }

    private static async Task AddAsync(ZipArchive zip, string name, string content, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(ct);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(content), ct);
    }

    private static async Task<XmlPart> OpenAsync(ZipArchive zip, string name, CancellationToken ct)
        => new(await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(ct));
}
