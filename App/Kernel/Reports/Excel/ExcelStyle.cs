namespace OpsFlux.Kernel.Reports.Excel;

/// <summary>The rows of cellXfs in <see cref="ExcelParts.Styles"/>, in that order.</summary>
internal enum ExcelStyle
{
    Normal,
    Header,
    Label,
    Text,
    /// <summary>Also marked with Excel's apostrophe, so that it stays text when somebody edits the cell.</summary>
    GuardedText,
    Whole,
    Number,
    Date,
    Instant,
    Duration,
}
