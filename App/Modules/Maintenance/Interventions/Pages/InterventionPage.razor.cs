using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Interventions.Editing;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Pages;

/// <summary>One intervention: what happened, what may be done next, and what it is on. Others' changes appear by themselves.</summary>
public sealed partial class InterventionPage(
    GetIntervention get, MoveIntervention move, AssignIntervention assign, CommentIntervention comment, EditIntervention edit, Inbox inbox)
{
    private InterventionDetails? details;
    private OfferedStep? step;
    private ReadOrder reads;
    private bool assigning;

    [Parameter]
    public string Number { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        if (details is not null && details.Intervention.Number == Number) return;
        (details, refusal, step, assigning, editingOpen) = (null, null, null, false, false);   // nothing of another record stays open
        Editing.GiveUp();
        await LoadAsync(ReadAsync);
        if (details is null) return;
        Follow([LiveTopic.Record(details.Intervention.Ref), LiveTopic.Notifications(User.Id)], HearAsync);
        await LoadAsync(SeenAsync);
    }

    private async Task HearAsync()
    {
        await ReadAsync();
        await SeenAsync();
    }

    /// <summary>What the bell says of a record that is on screen is no news.</summary>
    private Task SeenAsync() => details is null ? Task.CompletedTask : inbox.ReadOfRecordAsync(details.Intervention.Ref, Gone);

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        var result = await get.RunAsync(Number, Gone);
        if (reads.IsOvertaken(turn)) return;
        if (result.Failed) (details, refusal) = (null, result.Refusal);
        else details = result.Value;
    }

    /// <summary>A step that asks for nothing is taken at once; the others open their form.</summary>
    private Task MoveAsync(OfferedStep offered)
    {
        if (offered.Required.Count == 0) return ConfirmStepAsync(new() { Trigger = offered.Trigger });
        (step, refusal) = (offered, null);
        return Task.CompletedTask;
    }

    private Task<bool> ConfirmStepAsync(MoveInterventionRequest request) => RunAsync(request, r => move.RunAsync(r, Gone));

    private async Task AssignAsync(AssignInterventionRequest request)
    {
        if (await RunAsync(request, r => assign.RunAsync(r, Gone))) assigning = false;
    }

    private Task<bool> CommentAsync(CommentInterventionRequest request) => RunAsync(request, r => comment.RunAsync(r, Gone));

    private async Task<bool> RunAsync<TRequest>(TRequest request, Func<TRequest, Task<Result>> act) where TRequest : InterventionRequest
    {
        if (details is null) return false;
        request.InterventionId = details.Intervention.Id;

        // A form keeps the version it was opened on: what arrived live since then is a conflict to tell, not to overwrite.
        if (request.Version == 0) request.Version = details.Intervention.Version;
        var done = await ActAsync(() => act(request));
        if (done) await LoadAsync(ReadAsync);
        return done;
    }
}
