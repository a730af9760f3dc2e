namespace OpsFlux.Kernel.Reports.Pdf;

/// <summary>The sheet of paper: the interface's tokens, running lines in the margins, a table that breaks between rows.</summary>
internal static class PrintStyle
{
    private const int MostColumnsUpright = 6;

    public static string For(PrintedReport report)
    {
        var shape = report.Columns.Count > MostColumnsUpright ? "landscape" : "portrait";
        return Margins(shape, CssText.Quote(report.Title), CssText.Quote(report.Organisation), PageNumber(report["Pdf.Page"])) + Content.Replace(Accent, report.Accent, StringComparison.Ordinal);
    }

    // 'Page {0} sur {1}' becomes "Page " counter(page) " sur " counter(pages), in whatever order the language has them.
    private static string PageNumber(string pattern)
        => CssText.Quote(pattern)
            .Replace(CssText.Quote("{0}").Trim('"'), "\" counter(page) \"", StringComparison.Ordinal)
            .Replace(CssText.Quote("{1}").Trim('"'), "\" counter(pages) \"", StringComparison.Ordinal);

    private static string Margins(string shape, string title, string organisation, string page) => $$"""
        @page {
          size: A4 {{shape}}; margin: 16mm 12mm 15mm;
          @top-left { content: {{title}}; width: 70%; white-space: nowrap; overflow: hidden; {{Quiet}} }
          @top-right { content: {{organisation}}; {{Quiet}} text-align: right; }
          @bottom-right { content: {{page}}; {{Quiet}} }
        }
        @page :first { margin-top: 12mm; @top-left { content: none; } @top-right { content: none; } }
        """;

    private const string Font = "Inter, \"Source Sans 3\", \"Noto Sans\", \"Noto Sans Arabic\", \"Segoe UI\", \"DejaVu Sans\", sans-serif";
    private const string Quiet = $"font: 7.5pt {Font}; color: #647083; vertical-align: middle;";

    /// <summary>Stands for the organisation's colour.</summary>
    private const string Accent = "#0f5fc2";

    private const string Content = $$"""

        * { box-sizing: border-box; print-color-adjust: exact; }
        body { margin: 0; font: 8.5pt/1.4 {{Font}}; color: #1b2330; }
        p { margin: 0; }
        header { border-bottom: 1px solid #c9d0da; padding-bottom: 10px; margin-bottom: 14px; }
        .organisation { color: {{Accent}}; font-weight: 600; }
        .logo { max-height: 14mm; max-width: 60mm; margin-bottom: 4px; }
        h1 { font-size: 17pt; font-weight: 650; letter-spacing: -.01em; line-height: 1.25; margin: 2px 0 0; }
        .subtitle { color: #4a5566; font-size: 10pt; }
        .filters { list-style: none; display: flex; flex-wrap: wrap; gap: 5px; margin: 9px 0 8px; padding: 0; }
        .filters li { border: 1px solid #c9d0da; border-radius: 999px; padding: 1px 9px; color: #4a5566; }
        .filters b { color: #1b2330; font-weight: 600; }
        .prepared { display: flex; justify-content: space-between; color: #647083; }
        .cut { margin-top: 8px; padding: 5px 9px; border-radius: 6px; color: #8a5300; background: #fdf1da; }
        figure { margin: 0 0 16px; break-inside: avoid; }
        figcaption { font-weight: 650; color: #4a5566; margin-bottom: 4px; }
        svg { display: block; max-width: 100%; height: auto; }
        svg text { font-size: 11px; fill: #1b2330; }
        svg .label { fill: #4a5566; }
        svg .count { font-weight: 600; }
        svg rect { fill: {{Accent}}; }
        table { width: 100%; table-layout: fixed; border-collapse: collapse; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        th, td { text-align: left; vertical-align: top; padding: 4px 6px; overflow-wrap: anywhere; border-bottom: 1px solid #e2e6ec; }
        th { font-size: 7.5pt; font-weight: 600; color: #647083; border-bottom-color: #c9d0da; overflow-wrap: break-word; vertical-align: bottom; }
        td { white-space: pre-line; }
        .figure { text-align: right; font-variant-numeric: tabular-nums; }
        .empty { padding: 18px 0; color: #647083; text-align: center; }
        """;
}
