using System.Diagnostics;

namespace OpsFlux.Tests.Kernel.Reports;

/// <summary>What a PDF says, page by page, as poppler's pdftotext reads it.</summary>
internal static class PdfText
{
    private const string Program = "/usr/bin/pdftotext";

    /// <summary>Null where pdftotext is not installed.</summary>
    public static async Task<string[]?> PagesAsync(Stream pdf)
    {
        if (!File.Exists(Program)) return null;
        var file = Path.GetTempFileName();
        try
        {
            await using (var copy = File.Create(file)) await pdf.CopyToAsync(copy);
            using var process = Process.Start(new ProcessStartInfo(Program, ["-layout", file, "-"]) { RedirectStandardOutput = true })!;   // not null: no shell
            var text = await process.StandardOutput.ReadToEndAsync();
            return text.TrimEnd('\f', '\n').Split('\f');
        }
        finally
        {
            File.Delete(file);
        }
    }
}
