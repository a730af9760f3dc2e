using OpsFlux.Kernel.Files.Downloads;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>GET /interventions/{number}/report: the newest report, in the browser's own reader. We have printed it ourselves, so it is no upload to be kept apart.</summary>
internal static class ReportView
{
    /// <summary>Nothing but the document itself: what shows it is the browser's.</summary>
    private static readonly ContentPolicy Document = new("default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'");

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/interventions/{intervention}/report", ShowAsync).RequireAuthorization(MaintenancePermissions.View).WithMetadata(Document);

    private static async Task<IResult> ShowAsync(string intervention, HttpContext context, ListReports reports, OpenFile open, CancellationToken ct)
    {
        var file = await reports.FileAsync(intervention, ct);
        if (file.Failed) return TypedResults.NotFound();
        var opened = await open.RunAsync(file.Value, DownloadEndpoints.UseOf(context), ct);
        return opened.Failed ? TypedResults.NotFound() : DownloadEndpoints.Send(context, opened.Value, downloadName: null);
    }
}
