using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Rating.Pages;

/// <summary>What the client thinks of the work; a client who has said nothing yet is asked.</summary>
public sealed partial class RatingCard(GetRating get, RateIntervention rate) : AppPage
{
    private RatingShown? shown;
    private RateInterventionRequest? form;

    [Parameter, EditorRequired] public Guid InterventionId { get; set; }

    protected override Task OnInitializedAsync()
    {
        Follow([LiveTopic.Record(new RecordRef(Intervention.RecordKind, InterventionId))], ReadAsync, update =>
            update.Name.StartsWith("maintenance.intervention.", StringComparison.Ordinal) || update.Name == LiveUpdate.Resync);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        shown = (await get.RunAsync(InterventionId, Gone)).Value;
        if (shown is not { MayRate: true }) form = null;
        else if (shown.Rating is null) form ??= new() { InterventionId = InterventionId };
    }

    private void Open() => (form, refusal) = (new() { InterventionId = InterventionId, Version = shown?.Rating?.Version ?? 0, Score = shown?.Rating?.Score ?? 0, Comment = shown?.Rating?.Comment }, null);

    private async Task SendAsync()
    {
        var sent = form!;   // the button stands in its form
        if (!await ActAsync(() => rate.RunAsync(sent, Gone))) return;
        form = null;
        await LoadAsync(ReadAsync);
    }
}
