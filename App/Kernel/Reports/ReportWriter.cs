using OpsFlux.Kernel.Reports.Csv;
using OpsFlux.Kernel.Reports.Excel;
using OpsFlux.Kernel.Reports.Pdf;
using OpsFlux.Kernel.Reports.Printing;

namespace OpsFlux.Kernel.Reports;

/// <summary>Writes a report as a file: for a browser, a mail's attachment or a scheduled export alike.</summary>
public sealed class ReportWriter(ChromiumPrinter printer, IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <summary>
    /// Excel and CSV flow while the rows are read, in asynchronous writes; an exception on the way leaves the file
    /// broken on purpose rather than short. A PDF is written in one go when it is complete.
    /// </summary>
    /// <exception cref="PdfUnavailableException">The PDF cannot be had; nothing was written.</exception>
    public Task WriteAsync<TRow>(Report<TRow> report, ReportFormat format, Stream to, CancellationToken ct) => format switch
    {
        ReportFormat.Excel => ExcelReport.WriteAsync(report, to, ct),
        ReportFormat.Csv => CsvReport.WriteAsync(report, to, ct),
        ReportFormat.Pdf => new PdfReport(printer, scopes, loggers).WriteAsync(report, to, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
