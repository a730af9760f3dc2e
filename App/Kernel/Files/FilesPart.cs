using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Files;

/// <summary>What the two lists of files do the same way: read themselves, show a picture, remove after asking.</summary>
public abstract class FilesPart(ListFiles list, RemoveFile remove) : AppPage
{
    /// <summary>Null until read, and for who may not see the record.</summary>
    private protected FileList? files;

    private protected FileLine? shown, removing;

    /// <summary>As uploads and lists name it.</summary>
    protected abstract UploadTarget Target { get; }

    protected async Task ReadAsync() => Take((await list.RunAsync(Target, Gone)).Value);

    private protected void Take(FileList? read)
    {
        files = read;
        if (removing is { } gone && files?.Files.All(f => f.Id != gone.Id) == true) removing = null;
    }

    private protected static bool IsOfFiles(LiveUpdate update) => update.Name.StartsWith("files.", StringComparison.Ordinal) || update.Name == LiveUpdate.Resync;

    protected void Show(FileLine file) => shown = file;

    protected void AskToRemove(FileLine file) => (removing, refusal) = (file, null);

    protected async Task RemoveAsync()
    {
        if (removing is not { } file || !await ActAsync(() => remove.RunAsync(file.Id, Gone))) return;
        removing = null;
        await LoadAsync(ReadAsync);
    }
}
