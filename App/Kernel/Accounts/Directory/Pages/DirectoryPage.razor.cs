using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.Directory.Pages;

/// <summary>How the directory is, what it would say of somebody, and which of its groups give roles.</summary>
public sealed partial class DirectoryPage(DirectoryView view)
{
    private DirectoryOverview? shown;
    private DirectoryTrial? trial;
    private string typed = "";
    private bool answers;

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var read = await view.ReadAsync(Gone);
        shown = read.Value;
        refusal ??= read.Refusal;
    }

    private async Task CheckAsync()
    {
        await ActAsync(() => view.CheckAsync(Gone));
        answers = refusal is null;
        await LoadAsync(ReadAsync);
    }

    private async Task TryAsync()
    {
        trial = null;
        await ActAsync(async () =>
        {
            var tried = await view.TryAsync(typed, Gone);
            if (tried.Failed) return tried.Refusal;
            trial = tried.Value;
            return Result.Ok;
        });
    }
}
