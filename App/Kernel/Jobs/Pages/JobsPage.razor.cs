using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Jobs.Pages;

/// <summary>What is done by itself, when, and how the last time went; a run that is asked for shows its progress here.</summary>
public sealed partial class JobsPage(ListJobs list, RunJobNow runNow)
{
    private JobList? jobs;

    protected override async Task OnInitializedAsync()
    {
        Follow([LiveTopic.Jobs], ReadAsync);
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await list.RunAsync(Gone);
        if (read.Failed) refusal = read.Refusal;
        else jobs = read.Value;
    }

    private async Task RunNowAsync(string code)
    {
        if (await ActAsync(() => runNow.RunAsync(code, Gone))) await LoadAsync(ReadAsync);
    }
}
