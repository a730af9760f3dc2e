using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsFlux.Kernel.Hosting.Verbs;
using OpsFlux.Kernel.Reports.Printing;

namespace OpsFlux.Kernel.Hosting.Doctor;

/// <summary>The browser that prints PDF: found, and it prints a page, which is what sandboxes and accounts forbid in practice.</summary>
internal sealed class PrintCheck : ICheck
{
    public async IAsyncEnumerable<Finding> ExamineAsync(VerbContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        var options = context.Configuration.GetSection("Pdf").Get<PdfOptions>() ?? new PdfOptions();
        if (ChromiumProgram.Find(options) is not { } program)
        {
            yield return string.IsNullOrWhiteSpace(options.Chromium) ? Finding.Warning("Print.NotInstalled") : Finding.Wrong("Print.NotThere", options.Chromium);
            yield break;
        }

        yield return Finding.Fine("Print.Found", program, await VersionAsync(program, ct));
        yield return await PrintAsync(options, ct);
    }

    private static async Task<Finding> PrintAsync(PdfOptions options, CancellationToken ct)
    {
        using var printer = new ChromiumPrinter(Options.Create(options), NullLogger<ChromiumPrinter>.Instance);
        using var pdf = new MemoryStream();
        var started = Stopwatch.GetTimestamp();
        try
        {
            await printer.PrintAsync(page => page.WriteAsync("<html><body><p>OpsFlux</p></body></html>"), pdf, tagged: true, ct);
            return Finding.Fine("Print.Fine", Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        catch (PdfUnavailableException e)
        {
            return Finding.Wrong("Print.Failed", e.Message);
        }
    }

    private static async Task<string> VersionAsync(string program, CancellationToken ct)
    {
        using var asked = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true });
        if (asked is null) return "?";
        var errors = asked.StandardError.ReadToEndAsync(ct);   // read, so that a full pipe does not stop it
        var version = await asked.StandardOutput.ReadToEndAsync(ct);
        await errors;
        return version.Trim();
    }
}
