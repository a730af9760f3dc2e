using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsFlux.Kernel.Reports.Printing;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Reports;

public sealed class ChromiumPrinterTests
{
    [ChromiumFact]
    public async Task A_page_that_breaks_the_rules_prints_without_script_frames_or_network()
    {
        const string Page = """
            <html><head><title>x</title></head><body><p>before</p>
            <script>document.write('SCRIPTED')</script>
            <iframe src="file:///etc/passwd"></iframe><object data="file:///etc/passwd"></object></body></html>
            """;

        var text = await PdfText.PagesAsync(await PrintAsync(Page, ChromiumFactAttribute.Options));
        if (text is null) return;   // printed, but nothing here can read it

        Assert.Equal("before", Assert.Single(text).Trim());
    }

    [ChromiumFact]
    public async Task A_document_that_takes_too_long_ends_with_its_code_and_leaves_nothing_behind()
    {
        var hurried = Options.Create(new PdfOptions { TimeLimitSeconds = 0, Sandbox = ChromiumFactAttribute.Options.Value.Sandbox });
        using var printer = new ChromiumPrinter(hurried, NullLogger<ChromiumPrinter>.Instance);
        var (file, to) = ("", new MemoryStream());

        var refused = await Assert.ThrowsAsync<PdfUnavailableException>(
            () => printer.PrintAsync(page => { file = PathOf(page); return page.WriteAsync("<p>x"); }, to, tagged: false, default));

        Assert.Equal((PdfUnavailableException.TooSlow, 0), (refused.Code, to.Length));
        Assert.NotEmpty(file);
        Assert.False(Directory.Exists(Path.GetDirectoryName(file)));
    }

    [ChromiumFact]
    public async Task Cancelling_stops_the_browser_and_frees_the_turn_for_the_next_document()
    {
        using var printer = new ChromiumPrinter(ChromiumFactAttribute.Options, NullLogger<ChromiumPrinter>.Instance);
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => printer.PrintAsync(page => page.WriteAsync("<p>x"), Stream.Null, tagged: false, gone.Token));

        var next = new MemoryStream();
        await printer.PrintAsync(page => page.WriteAsync("<p>y"), next, tagged: false, default);
        Assert.True(next.Length > 0);
    }

    [Fact]
    public async Task A_configured_browser_that_is_not_there_is_a_refusal()
    {
        var nowhere = Options.Create(new PdfOptions { Chromium = "/nowhere/chromium" });

        var refused = await Assert.ThrowsAsync<PdfUnavailableException>(() => PrintAsync("<p>x", nowhere));

        Assert.Equal(PdfUnavailableException.NotInstalled, refused.Code);
    }

    private static string PathOf(TextWriter page) => ((FileStream)((StreamWriter)page).BaseStream).Name;

    private static async Task<MemoryStream> PrintAsync(string html, IOptions<PdfOptions> options)
    {
        using var printer = new ChromiumPrinter(options, NullLogger<ChromiumPrinter>.Instance);
        var pdf = new MemoryStream();
        await printer.PrintAsync(page => page.WriteAsync(html), pdf, tagged: false, default);
        pdf.Position = 0;
        return pdf;
    }
}
