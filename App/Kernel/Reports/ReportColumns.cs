using System.Collections;

namespace OpsFlux.Kernel.Reports;

/// <summary>
/// The columns of a report, declared like a table of contents. A non-finite number is an empty cell. Default widths
/// suit A4: text takes twice the room of a date.
/// </summary>
public sealed class ReportColumns<TRow> : IReadOnlyList<ReportColumn<TRow>>
{
    private readonly List<ReportColumn<TRow>> columns = [];

    public int Count => columns.Count;

    public ReportColumn<TRow> this[int index] => columns[index];

    public ReportColumns<TRow> Text(string title, Func<TRow, string?> value, double width = 2)
        => Add(title, ReportCellKind.Text, value, width);

    public ReportColumns<TRow> Number(string title, Func<TRow, decimal?> value, double width = 1)
        => Add(title, ReportCellKind.Number, row => value(row), width);

    public ReportColumns<TRow> Number(string title, Func<TRow, double?> value, double width = 1)
        => Add(title, ReportCellKind.Number, row => value(row), width);

    public ReportColumns<TRow> Whole(string title, Func<TRow, long?> value, double width = 0.8)
        => Add(title, ReportCellKind.Whole, row => value(row), width);

    public ReportColumns<TRow> Date(string title, Func<TRow, DateOnly?> value, double width = 1)
        => Add(title, ReportCellKind.Date, row => value(row), width);

    public ReportColumns<TRow> Instant(string title, Func<TRow, DateTimeOffset?> value, double width = 1.3)
        => Add(title, ReportCellKind.Instant, row => value(row), width);

    public ReportColumns<TRow> Boolean(string title, Func<TRow, bool?> value, double width = 0.7)
        => Add(title, ReportCellKind.Boolean, row => value(row), width);

    public ReportColumns<TRow> Duration(string title, Func<TRow, TimeSpan?> value, double width = 0.9)
        => Add(title, ReportCellKind.Duration, row => value(row), width);

    public IEnumerator<ReportColumn<TRow>> GetEnumerator() => columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ReportColumns<TRow> Add(string title, ReportCellKind kind, Func<TRow, object?> value, double width)
    {
        columns.Add(new(title, kind, value, width));
        return this;
    }
}
