using System.Globalization;

namespace OpsFlux.Kernel.Reports;

/// <summary>
/// One query and its columns, from which the kernel writes PDF, Excel and CSV. Every text in it is already in
/// <see cref="Culture"/>; the rows are read once, while the file is being written.
/// </summary>
public sealed record Report<TRow>
{
    public required string Title { get; init; }

    public string? Subtitle { get; init; }

    public required string Organisation { get; init; }

    /// <summary>What narrowed the rows, as the reader saw it on the screen; empty when nothing did.</summary>
    public IReadOnlyList<ReportFilter> Filters { get; init; } = [];

    public required IReadOnlyList<ReportColumn<TRow>> Columns { get; init; }

    /// <summary>Ordered as they shall be printed, and already narrowed to what the reader may see.</summary>
    public required IAsyncEnumerable<TRow> Rows { get; init; }

    /// <summary>Drawn on the PDF above the table; the other formats carry the rows alone.</summary>
    public ReportChart? Chart { get; init; }

    public required CultureInfo Culture { get; init; }

    /// <summary>Instants are converted to this zone for the eye and for Excel's dates, which know no zone.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public required DateTimeOffset PreparedAt { get; init; }

    public required string PreparedBy { get; init; }

    /// <summary>Rows beyond this are left out of the PDF, which says so: nobody reads three hundred pages.</summary>
    public int PdfRowLimit { get; init; } = 5_000;

    internal DateTime PreparedLocally => TimeZoneInfo.ConvertTime(PreparedAt, Zone).DateTime;
}

public sealed record ReportFilter(string Label, string Value);

/// <summary>Counts by label, in the order given; what follows the nineteenth bar is summed as 'others'.</summary>
public sealed record ReportChart(string Title, IReadOnlyList<ReportBar> Bars);

/// <param name="Count">Zero or more.</param>
public sealed record ReportBar(string Label, long Count);
