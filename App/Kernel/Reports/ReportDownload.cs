using Microsoft.Net.Http.Headers;
using OpsFlux.Kernel.Reports.Printing;

namespace OpsFlux.Kernel.Reports;

internal sealed class ReportDownload<TRow>(Report<TRow> report, ReportFormat format) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var writer = httpContext.RequestServices.GetRequiredService<ReportWriter>();
        Describe(httpContext.Response);
        try
        {
            await writer.WriteAsync(report, format, httpContext.Response.Body, httpContext.RequestAborted);
        }
        catch (PdfUnavailableException unavailable)   // thrown before the first byte, so the answer is still ours to choose
        {
            Log(httpContext, unavailable);
            httpContext.Response.Headers.ContentDisposition = default;
            await Refusal(unavailable.Code).ExecuteAsync(httpContext);
        }
    }

    private void Describe(HttpResponse response)
    {
        response.ContentType = ReportFile.ContentType(format);
        response.Headers.ContentDisposition = ReportFile.Disposition(ReportFile.Name(report, format));
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers[HeaderNames.CacheControl] = "no-store";   // a shared computer keeps no copy
    }

    private IResult Refusal(string code) => TypedResults.Problem(
        title: ReportsText.In(report.Culture, code),
        statusCode: StatusCodes.Status503ServiceUnavailable,
        extensions: new Dictionary<string, object?> { ["code"] = code });

    private static void Log(HttpContext context, PdfUnavailableException unavailable)
        => context.RequestServices.GetRequiredService<ILogger<ReportWriter>>()
            .LogWarning("A PDF could not be made: {Reason}", unavailable.Message);
}
