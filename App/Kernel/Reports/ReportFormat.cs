namespace OpsFlux.Kernel.Reports;

public enum ReportFormat
{
    Pdf,
    Excel,
    Csv,
}
