using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace OpsFlux.Kernel.Reports.Printing;

/// <summary>
/// HTML in, PDF out, by one short-lived browser at a time on this node: two would need twice 400 MB, and a document is
/// a matter of seconds. Singleton, safe to call from anywhere.
/// </summary>
public sealed class ChromiumPrinter(IOptions<PdfOptions> options, ILogger<ChromiumPrinter> logger) : IDisposable
{
    // The browser keeps the first policy it meets and reads the page's own <html> and <head> after it, so that no page
    // can be printed without it, whoever wrote the page.
    private const string Preamble = """
        <!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'">
        """;

    private readonly SemaphoreSlim turn = new(1, 1);

    public bool IsInstalled => ChromiumProgram.Find(options.Value) is not null;

    /// <summary>
    /// Prints one page. Nothing is written to <paramref name="to"/> before the PDF is complete.
    /// </summary>
    /// <param name="writeHtml">
    /// Writes an html element, styles and images (data: addresses) included. Everything users wrote must be encoded.
    /// Called before the turn is awaited: a slow page holds up no other document.
    /// </param>
    /// <param name="tagged">
    /// With the structure that screen readers need; costs about 3 KB for each row of a table.
    /// </param>
    /// <exception cref="PdfUnavailableException">For every reason that lies with the browser, its absence included.</exception>
    public async Task PrintAsync(Func<TextWriter, Task> writeHtml, Stream to, bool tagged, CancellationToken ct)
    {
        var program = ChromiumProgram.Find(options.Value)
            ?? throw new PdfUnavailableException(PdfUnavailableException.NotInstalled, "no Chromium found; install it or set Pdf:Chromium");
        var account = PrintAccount.For(options.Value);
        using var folder = new PrintFolder();
        await folder.FillAsync(async page => { await page.WriteAsync(Preamble); await writeHtml(page); }, account);

        await PrintInTurnAsync(new ChromiumProcess(program, folder, account, options.Value, tagged), ct);

        await using var pdf = folder.OpenPdf();
        await pdf.CopyToAsync(to, ct);
    }

    public void Dispose() => turn.Dispose();

    private async Task PrintInTurnAsync(ChromiumProcess browser, CancellationToken ct)
    {
        if (!await turn.WaitAsync(TimeSpan.FromSeconds(options.Value.QueueLimitSeconds), ct))
            throw new PdfUnavailableException(PdfUnavailableException.Busy, $"waited {options.Value.QueueLimitSeconds} s");
        try
        {
            await PrintWithinLimitAsync(browser, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task PrintWithinLimitAsync(ChromiumProcess browser, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeLimitSeconds));
        var started = Stopwatch.GetTimestamp();
        try
        {
            await browser.RunAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new PdfUnavailableException(PdfUnavailableException.TooSlow, $"more than {options.Value.TimeLimitSeconds} s");
        }
        logger.LogInformation("Printed a PDF in {ElapsedMs} ms", (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
