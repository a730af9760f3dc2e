namespace OpsFlux.Kernel.Reports.Excel;

/// <param name="IsCut">There were more rows than a sheet can hold.</param>
internal readonly record struct ExcelRowCount(int Rows, bool IsCut);

/// <summary>The first sheet: a header that stays in sight and filters, then the rows and nothing else.</summary>
internal static class ExcelRows
{
    public static async Task<ExcelRowCount> WriteAsync<TRow>(Report<TRow> report, XmlPart part, CancellationToken ct)
    {
        var sheet = new ExcelSheet(part.Xml);
        sheet.Open([.. report.Columns.Select(Width)], freezeHeader: true);
        WriteHeader(report, sheet);
        var count = await WriteRowsAsync(report, sheet, part, ct);
        sheet.Close(filter: true);
        await part.CompleteAsync(ct);
        return count;
    }

    private static void WriteHeader<TRow>(Report<TRow> report, ExcelSheet sheet)
    {
        sheet.OpenRow();
        foreach (var column in report.Columns) sheet.Text(CellText.Clean(column.Title), ExcelStyle.Header);
        sheet.CloseRow();
    }

    private static async Task<ExcelRowCount> WriteRowsAsync<TRow>(Report<TRow> report, ExcelSheet sheet, XmlPart part, CancellationToken ct)
    {
        var (cells, count) = (new ReportCells<TRow>(report), 0);
        await foreach (var row in report.Rows.WithCancellation(ct))
        {
            if (count == ExcelSheet.MostRows - 1) return new(count, IsCut: true);
            count++;
            sheet.OpenRow();
            foreach (var column in report.Columns) sheet.Cell(cells.Read(column, row), column.Kind);
            sheet.CloseRow();
            await part.PumpAsync(ct);
        }
        return new(count, IsCut: false);
    }

    // Room for the title beside its filter button; past 80 characters a column hides its neighbours.
    private static double Width<TRow>(ReportColumn<TRow> column) => Math.Clamp(column.Kind switch
    {
        ReportCellKind.Text => 14 * column.Width,
        ReportCellKind.Instant => 17,
        ReportCellKind.Boolean => 9,
        _ => 13,
    }, Math.Min(column.Title.Length + 4, 40), 80);
}
