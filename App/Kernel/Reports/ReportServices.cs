using OpsFlux.Kernel.Reports.Printing;

namespace OpsFlux.Kernel.Reports;

public static class ReportServices
{
    /// <summary>Adds <see cref="ReportWriter"/> and <see cref="ChromiumPrinter"/>, configured by the section 'Pdf'.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddOptions<PdfOptions>().BindConfiguration("Pdf");
        services.AddSingleton<ChromiumPrinter>();
        services.AddSingleton<ReportWriter>();
        return services;
    }
}
