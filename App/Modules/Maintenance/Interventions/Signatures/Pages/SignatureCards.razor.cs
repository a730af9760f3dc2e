using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Signatures.Pages;

/// <summary>Who signed for the work, and the way to sign for it.</summary>
public sealed partial class SignatureCards(ListSignatures list, SignIntervention sign) : AppPage
{
    private SignatureList? signatures;
    private SignInterventionRequest? form;

    [Parameter, EditorRequired] public Guid InterventionId { get; set; }

    protected override Task OnInitializedAsync()
    {
        Follow([LiveTopic.Record(new RecordRef(Intervention.RecordKind, InterventionId))], ReadAsync, update =>
            update.Name.StartsWith("maintenance.intervention.", StringComparison.Ordinal) || update.Name == LiveUpdate.Resync);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync() => signatures = (await list.RunAsync(InterventionId, Gone)).Value;

    /// <summary>What is replaced is what is on screen now: another signature that arrives meanwhile is told, not overwritten.</summary>
    private void Open(SignatureParty party) => (form, refusal) = (new()
    {
        InterventionId = InterventionId, Party = party, ReplacesSignatureId = signatures?.Of(party)?.Id, Name = NameFor(party),
    }, null);

    /// <summary>A technician signs for himself and has the client sign, whose name he does not know; a client signs as client.</summary>
    private string NameFor(SignatureParty party) => (party == SignatureParty.Technician) == signatures?.MaySignAsTechnician ? User.DisplayName : "";

    private async Task SignAsync(SignInterventionRequest request)
    {
        if (!await ActAsync(() => sign.RunAsync(request, Gone))) return;
        form = null;
        await LoadAsync(ReadAsync);
    }
}
