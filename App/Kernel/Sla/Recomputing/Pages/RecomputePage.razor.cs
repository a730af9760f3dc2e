using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Sla.Recomputing.Pages;

/// <summary>Has clocks computed again: what would move first, then the run with its progress. The address says which clocks: ?policy=, ?calendar= or ?unagreed=1.</summary>
public sealed partial class RecomputePage(PreviewRecomputation previewing, Recompute recompute)
{
    private RecomputeScope scope = RecomputeScope.Everything;
    private ScopeChoices? choices;
    private RecomputePreview? preview;
    private RecomputeProgress? progress, outcome;
    private CancellationTokenSource? run;
    private ReadOrder reads;
    private bool isReading, asking;

    /// <summary>As the options of the list write it.</summary>
    private string ScopeValue =>
        scope.PolicyId is { } policy ? $"policy={policy}" : scope.CalendarIds is [var calendar] ? $"calendar={calendar}" : scope.OnlyUnagreed ? "unagreed=1" : "";

    protected override void OnInitialized() => FollowAddress(() => LoadAsync(ReadAsync));

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync(async () => choices = (await previewing.ScopesAsync(Gone)).Value);
        await LoadAsync(ReadAsync);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) run?.Cancel();   // not disposed: a batch that is being done still looks at it
        base.Dispose(disposing);
    }

    private static RecomputeScope ScopeOf(ListQuery query)
    {
        if (Guid.TryParse(query.Values.GetValueOrDefault("policy"), out var policy)) return new() { PolicyId = policy };
        if (Guid.TryParse(query.Values.GetValueOrDefault("calendar"), out var calendar)) return new() { CalendarIds = [calendar] };
        return new() { OnlyUnagreed = query.Values.GetValueOrDefault("unagreed") == "1" };
    }

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        scope = ScopeOf(ListQuery.Parse(new Uri(Nav.Uri).Query));
        (preview, outcome, progress, isReading) = (null, null, null, true);
        StateHasChanged();
        var read = await previewing.RunAsync(scope, Gone);
        if (reads.IsOvertaken(turn)) return;
        (preview, refusal, isReading) = (read.Value, read.Refusal, false);
    }

    private void Choose(ChangeEventArgs e) => Nav.NavigateTo("/admin/sla/recompute" + (e.Value is string { Length: > 0 } chosen ? "?" + chosen : ""));

    private async Task RunAsync()
    {
        asking = false;
        run = new();
        progress = new(0, 0, RecomputeCounts.None);   // how many records it will be, the run says itself
        RecomputeProgress? done = null;
        await ActAsync(async () =>
        {
            var result = await recompute.RunAsync(scope, p => _ = OnPageAsync(() => ShowAsync(p)), run.Token);
            done = result.Value;
            return result.Outcome;
        });
        (progress, outcome) = (null, done);
    }

    private Task ShowAsync(RecomputeProgress reached)
    {
        if (progress is not null) progress = reached;
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Stop() => run?.Cancel();
}
