namespace OpsFlux.Kernel.Reports;

/// <summary>
/// A column whose shape is known only at run time (saved definitions). Written by hand, prefer
/// <see cref="ReportColumns{TRow}"/>, where the compiler checks the value against the kind.
/// </summary>
/// <param name="Title">Already localised.</param>
/// <param name="Value">
/// Null for an empty cell; otherwise text (anything), a number, DateOnly, DateTimeOffset, bool or TimeSpan, by kind.
/// Another type is a bug and throws while the file is written.
/// </param>
/// <param name="Width">Relative to the other columns of the same report.</param>
public sealed record ReportColumn<TRow>(string Title, ReportCellKind Kind, Func<TRow, object?> Value, double Width = 1);

public enum ReportCellKind
{
    Text,
    /// <summary>Shown with two decimals; CSV keeps them all.</summary>
    Number,
    Whole,
    Date,
    Instant,
    Boolean,
    /// <summary>Shown in hours and minutes, hours beyond 24 included.</summary>
    Duration,
}
