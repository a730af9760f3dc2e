using Microsoft.AspNetCore.Components.Forms;
using OpsFlux.Kernel.Organisation.Sites;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>Structures or sites from a file: tried first, then written, all of it or nothing.</summary>
public sealed partial class PlaceImportPage(ImportStructures structures, ImportSites sites)
{
    private const long LargestFile = 5 * 1024 * 1024;

    private byte[]? content;
    private PlaceImportReport? report;
    private string? wrong;
    private bool ofSites, done;

    private void Choose(bool sitesChosen) => (ofSites, report, done, wrong) = (sitesChosen, null, false, null);

    private async Task ReadFileAsync(InputFileChangeEventArgs e)
    {
        (content, report, done, wrong) = (null, null, false, null);
        if (e.File.Size > LargestFile)
        {
            wrong = Texts.Format("Structures.ImportTooLarge", LargestFile / 1024 / 1024);
            return;
        }

        try
        {
            using var memory = new MemoryStream();
            await e.File.OpenReadStream(LargestFile, Gone).CopyToAsync(memory, Gone);
            content = memory.ToArray();
        }
        catch (IOException)
        {
            wrong = Texts["Structures.ImportUnreadable"];   // gone or changed since it was chosen
        }
    }

    private async Task RunAsync(bool dryRun)
    {
        (report, wrong) = (null, null);
        var tried = false;
        await ActAsync(async () =>
        {
            using var stream = new MemoryStream(content ?? []);
            var result = ofSites ? await sites.RunAsync(stream, dryRun, Gone) : await structures.RunAsync(stream, dryRun, Gone);
            (report, tried) = (result.Value, true);
            return new Result(result.Refusal);
        });
        done = tried && !dryRun && report is { IsSound: true };
    }
}
