using System.Text;

namespace OpsFlux.Kernel.Reports.Printing;

/// <summary>
/// What one document needs on disk: the page, the browser's profile, the PDF. Readable by its owner alone, because a
/// report holds names; gone afterwards.
/// </summary>
internal sealed class PrintFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("opsflux-pdf-");

    public string Root => folder.FullName;

    public string Page => Path.Combine(Root, "page.html");

    public string Profile => Path.Combine(Root, "profile");

    public string Pdf => Path.Combine(Root, "page.pdf");

    public async Task FillAsync(Func<TextWriter, Task> write, PrintAccount? account)
    {
        await using (var page = new StreamWriter(Page, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            await write(page);
        account?.Own(Page);
        account?.Own(Root);
    }

    /// <summary>Refuses anything but a regular PDF: a link left there by a broken browser would send another file.</summary>
    public FileStream OpenPdf()
    {
        var file = new FileInfo(Pdf);
        if (!file.Exists || file.LinkTarget is not null)
            throw new PdfUnavailableException(PdfUnavailableException.Failed, "Chromium ended without writing the file");
        return new FileStream(Pdf, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous);
    }

    public void Dispose()
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser that is just ending still wrote into its profile; once more is enough, and a
            // profile that outlives even that holds no page.
            try { folder.Delete(recursive: true); } catch (IOException) { }
        }
    }
}
