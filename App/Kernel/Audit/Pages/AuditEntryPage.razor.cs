using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Audit.Reading;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Audit.Pages;

/// <summary>One entry: who, when, from where, and what it was before and after.</summary>
public sealed partial class AuditEntryPage(GetAuditEntry get)
{
    private AuditEntryView? view;
    private InstantWording wording = null!;   // set before anything is shown

    [Parameter] public Guid Id { get; set; }

    protected override void OnInitialized() => wording = new(Zone, Texts);

    protected override Task OnParametersSetAsync() => LoadAsync(async () =>
    {
        var result = await get.RunAsync(Id, Gone);
        (view, refusal) = (result.Failed ? null : result.Value, result.Refusal);
    });
}
