using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Jobs.Pages;

/// <summary>One job: its schedule, what may be done about it, and its runs as they happen.</summary>
public sealed partial class JobPage(ListJobs list, ListJobRuns history, ChangeJobSchedule change, RunJobNow runNow)
{
    private enum Dialog
    {
        None,
        Schedule,
        Pause,
    }

    private JobView? job;
    private IReadOnlyList<JobRun> runs = [];
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private bool mayManage;
    private Dialog dialog;

    [Parameter] public string Code { get; set; } = "";

    private string Name => job is null ? Texts["Jobs.Title"] : Texts[$"Job.{job.Code}"];

    protected override async Task OnInitializedAsync()
    {
        Follow([LiveTopic.Jobs], ReadAsync);
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var (jobs, read) = (await list.RunAsync(Gone), await history.RunAsync(Code, Gone));
        if (jobs.Failed || read.Failed)
        {
            refusal = jobs.Refusal ?? read.Refusal;
            return;
        }

        job = jobs.Value.Jobs.Single(j => j.Code == Code);   // its history was just read
        (runs, zone, mayManage) = (read.Value, jobs.Value.Zone, jobs.Value.MayManage);
    }

    private Task RunNowAsync() => DoAsync(() => runNow.RunAsync(Code, Gone));

    private Task EnableAsync(bool isEnabled) => DoAsync(() => change.EnableAsync(Code, isEnabled, Gone));

    /// <param name="cron">Null: the default.</param>
    private Task ChangeAsync(string? cron) => DoAsync(() => change.RunAsync(new() { Code = Code, Cron = cron }, Gone));

    private async Task DoAsync(Func<Task<Result>> act)
    {
        if (!await ActAsync(act)) return;
        dialog = Dialog.None;
        await LoadAsync(ReadAsync);
    }

    private void Close() => (dialog, refusal) = (Dialog.None, null);
}
