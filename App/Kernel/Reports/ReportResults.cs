namespace OpsFlux.Kernel.Reports;

/// <summary>Reports as answers of endpoints.</summary>
public static class ReportResults
{
    /// <summary>
    /// A download. The endpoint checks the permission and narrows the rows; where no PDF can be had the answer is 503
    /// with the code and its text in the report's language.
    /// </summary>
    public static IResult Stream<TRow>(Report<TRow> report, ReportFormat format) => new ReportDownload<TRow>(report, format);
}
