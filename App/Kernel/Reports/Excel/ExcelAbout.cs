namespace OpsFlux.Kernel.Reports.Excel;

/// <summary>The second sheet: what was asked, by whom and when. On the first it would disturb sorting and filtering.</summary>
internal static class ExcelAbout
{
    public static async Task WriteAsync<TRow>(Report<TRow> report, ExcelRowCount count, XmlPart part, CancellationToken ct)
    {
        var (sheet, culture) = (new ExcelSheet(part.Xml), report.Culture);
        sheet.Open([24, 60], freezeHeader: false);

        Line(sheet, ReportsText.In(culture, "About.Report"), Title(report));
        Line(sheet, ReportsText.In(culture, "About.Organisation"), report.Organisation);
        foreach (var filter in report.Filters) Line(sheet, filter.Label, filter.Value);
        if (report.Filters.Count == 0) Line(sheet, ReportsText.In(culture, "About.Filters"), ReportsText.In(culture, "About.NoFilter"));
        Line(sheet, ReportsText.In(culture, "About.PreparedBy"), report.PreparedBy);
        Line(sheet, ReportsText.In(culture, "About.PreparedAt"), new CellFormats(culture).ForReading(report.PreparedLocally, ReportCellKind.Instant));
        Line(sheet, ReportsText.In(culture, "About.Zone"), report.Zone.Id);
        Line(sheet, ReportsText.In(culture, "About.Rows"), count.Rows.ToString("N0", culture));
        if (count.IsCut) Line(sheet, "", ReportsText.In(culture, "About.Cut"));

        sheet.Close(filter: false);
        await part.CompleteAsync(ct);
    }

    private static void Line(ExcelSheet sheet, string label, string value)
    {
        sheet.OpenRow();
        sheet.Text(CellText.Clean(label), ExcelStyle.Label);
        sheet.Text(CellText.Clean(value));
        sheet.CloseRow();
    }

    private static string Title<TRow>(Report<TRow> report)
        => report.Subtitle is null ? report.Title : $"{report.Title} · {report.Subtitle}";
}
