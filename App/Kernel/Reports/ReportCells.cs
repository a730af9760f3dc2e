using System.Globalization;

namespace OpsFlux.Kernel.Reports;

/// <summary>
/// Reads a row's cells into the few types the writers know: string, a number, DateOnly, DateTime (local to the
/// report's zone), bool, TimeSpan, or null.
/// </summary>
internal sealed class ReportCells<TRow>(Report<TRow> report)
{
    public object? Read(ReportColumn<TRow> column, TRow row)
        => (column.Kind, column.Value(row)) switch
        {
            (_, null) => null,
            (ReportCellKind.Text, var value) => Text(value),
            (ReportCellKind.Number or ReportCellKind.Whole, double value) => double.IsFinite(value) ? value : null,
            (ReportCellKind.Number or ReportCellKind.Whole, float value) => float.IsFinite(value) ? value : null,
            (ReportCellKind.Number or ReportCellKind.Whole, decimal or long or int or short or byte) and var (_, value) => value,
            (ReportCellKind.Date, DateOnly value) => value,
            (ReportCellKind.Instant, DateTimeOffset value) => TimeZoneInfo.ConvertTime(value, report.Zone).DateTime,
            (ReportCellKind.Boolean, bool value) => value,
            (ReportCellKind.Duration, TimeSpan value) => value,
            var (kind, value) => throw new InvalidOperationException(
                $"Column '{column.Title}' of kind {kind} was given a {value.GetType().Name}."),
        };

    private string? Text(object value)
    {
        var text = CellText.Clean(value as string ?? Convert.ToString(value, report.Culture) ?? "");
        return text.Length == 0 ? null : text;
    }
}
