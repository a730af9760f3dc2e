using System.Globalization;

namespace OpsFlux.Kernel.Reports.Pdf;

/// <summary>A report as its page shows it: every value is text already.</summary>
public sealed record PrintedReport
{
    public required CultureInfo Culture { get; init; }

    public required string Title { get; init; }

    public string? Subtitle { get; init; }

    public required string Organisation { get; init; }

    /// <summary>"#rrggbb", readable on white paper.</summary>
    public string Accent { get; init; } = "#0f5fc2";

    /// <summary>The organisation's logo as a data address; null without one.</summary>
    public string? Logo { get; init; }

    public required IReadOnlyList<ReportFilter> Filters { get; init; }

    public required string Prepared { get; init; }

    public required IReadOnlyList<PrintedColumn> Columns { get; init; }

    public required IReadOnlyList<string[]> Rows { get; init; }

    /// <summary>Null when the page has every row.</summary>
    public string? CutNotice { get; init; }

    public ReportChart? Chart { get; init; }

    public string this[string key] => ReportsText.In(Culture, key);

    public string RowCount => Rows.Count == 1
        ? this["Pdf.RowOne"]
        : ReportsText.In(Culture, "Pdf.RowMany", Rows.Count.ToString("N0", Culture));
}

/// <param name="IsFigure">Aligned at its end, in digits of one width.</param>
/// <param name="Share">In percent of the table's width.</param>
public sealed record PrintedColumn(string Title, bool IsFigure, double Share)
{
    public string Width => string.Create(CultureInfo.InvariantCulture, $"width:{Share:0.##}%");

    public string? Class => IsFigure ? "figure" : null;
}
