using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsFlux.Kernel.Reports;
using Xunit;

namespace OpsFlux.Tests.Kernel.Reports;

public sealed class ReportDownloadTests
{
    [Fact]
    public async Task A_download_is_an_attachment_that_nobody_keeps_or_sniffs()
    {
        await using var services = Written.Services();
        var context = new DefaultHttpContext { RequestServices = services };
        var body = new MemoryStream();
        context.Response.Body = new AsyncOnlyStream(body);

        await ReportResults.Stream(SampleReports.Tickets(SampleReports.French, new SampleTicket()), ReportFormat.Csv).ExecuteAsync(context);

        Assert.Equal("text/csv; charset=utf-8", context.Response.ContentType);
        Assert.StartsWith("attachment; filename=", context.Response.Headers.ContentDisposition, StringComparison.Ordinal);
        Assert.Equal("nosniff", context.Response.Headers.XContentTypeOptions);
        Assert.Equal("no-store", context.Response.Headers.CacheControl);
        Assert.True(body.Length > 0);
    }

    [Fact]
    public async Task Without_a_browser_the_answer_is_a_refusal_with_its_code()
    {
        await using var services = Written.Services(("Pdf:Chromium", "/nowhere/chromium"));
        var context = new DefaultHttpContext { RequestServices = services, Response = { Body = new MemoryStream() } };

        await ReportResults.Stream(SampleReports.Tickets(SampleReports.French, new SampleTicket()), ReportFormat.Pdf).ExecuteAsync(context);

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, context.Response.StatusCode);
        Assert.Equal(0, context.Response.Headers.ContentDisposition.Count);
        context.Response.Body.Position = 0;
        var problem = await JsonSerializer.DeserializeAsync<JsonElement>(context.Response.Body);
        Assert.Equal("pdf-not-installed", problem.GetProperty("code").GetString());
        Assert.Contains("Chromium", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }
}
