using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Reports.Printing;

namespace OpsFlux.Kernel.Reports.Pdf;

/// <summary>Lays a report out as a page (Razor components) and prints it.</summary>
internal sealed class PdfReport(ChromiumPrinter printer, IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    // Measured: 1,000 rows of nine cells make 3.2 MB with tags, 0.3 MB without. Beyond, the reader who needs the structure
    // is better served by Excel.
    private const int MostTaggedRows = 1_000;

    public async Task WriteAsync<TRow>(Report<TRow> report, Stream to, CancellationToken ct)
    {
        var page = await ReadAsync(report, ct);
        await printer.PrintAsync(html => RenderAsync(page, html), to, tagged: page.Rows.Count <= MostTaggedRows, ct);
    }

    private static async Task<PrintedReport> ReadAsync<TRow>(Report<TRow> report, CancellationToken ct)
    {
        var (rows, isCut) = await ReadRowsAsync(report, ct);
        var (culture, prepared) = (report.Culture, report.PreparedLocally);
        return new PrintedReport
        {
            Culture = culture,
            Title = CellText.Clean(report.Title),
            Subtitle = report.Subtitle,
            Organisation = CellText.Clean(report.Organisation),
            Filters = report.Filters,
            Prepared = ReportsText.In(culture, "Pdf.Prepared", report.PreparedBy, new CellFormats(culture).ForReading(prepared, ReportCellKind.Instant)),
            Columns = Columns(report),
            Rows = rows,
            CutNotice = isCut ? ReportsText.In(culture, "Pdf.Cut", rows.Count.ToString("N0", culture)) : null,
            Chart = report.Chart,
        };
    }

    private static async Task<(List<string[]> Rows, bool IsCut)> ReadRowsAsync<TRow>(Report<TRow> report, CancellationToken ct)
    {
        var (cells, formats, rows) = (new ReportCells<TRow>(report), new CellFormats(report.Culture), new List<string[]>());
        await foreach (var row in report.Rows.WithCancellation(ct))
        {
            if (rows.Count == report.PdfRowLimit) return (rows, true);
            rows.Add([.. report.Columns.Select(column => formats.ForReading(cells.Read(column, row), column.Kind))]);
        }
        return (rows, false);
    }

    private static PrintedColumn[] Columns<TRow>(Report<TRow> report)
    {
        var total = report.Columns.Sum(column => column.Width);
        return [.. report.Columns.Select(column => new PrintedColumn(column.Title, IsFigure(column.Kind), 100 * column.Width / total))];
    }

    private static bool IsFigure(ReportCellKind kind)
        => kind is ReportCellKind.Number or ReportCellKind.Whole or ReportCellKind.Duration;

    /// <summary>The organisation's colour and logo; reports can be printed without any organisation at hand.</summary>
    private static async Task<PrintedReport> WithLookAsync(IServiceProvider services, PrintedReport page)
    {
        if (services.GetService<GetOrganisation>() is not { } organisation) return page;
        var card = await organisation.RunAsync(CancellationToken.None);
        return page with
        {
            Accent = card.Palette?.Light.Accent ?? page.Accent,
            Logo = card.Logo is { } logo ? $"data:{logo.ContentType};base64,{Convert.ToBase64String(logo.Content)}" : null,
        };
    }

    private async Task RenderAsync(PrintedReport page, TextWriter html)
    {
        // A scope of its own: in a web application parts of the renderer are scoped, and no request need be at hand.
        await using var scope = scopes.CreateAsyncScope();
        page = await WithLookAsync(scope.ServiceProvider, page);
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = page.Culture;   // ends with this call
            var parameters = new Dictionary<string, object?> { [nameof(ReportPage.Report)] = page };
            (await renderer.RenderComponentAsync<ReportPage>(ParameterView.FromDictionary(parameters))).WriteHtmlTo(html);
        });
    }
}
