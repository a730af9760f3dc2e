using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Portal;

/// <summary>A client reports a problem; what is typed, and photos, are kept on the server until it is sent.</summary>
public sealed partial class ReportPage(ReportProblem report, PortalChoices choices)
{
    private const string Tray = "portal:problem";

    private readonly ReportProblemRequest form = new() { Tray = Tray };
    private IReadOnlyList<EquipmentSight> equipment = [];
    private RequestValidator? validator;
    private DraftText? what;

    /// <summary>Number of the equipment it is about; anything else is as good as none.</summary>
    [SupplyParameterFromQuery(Name = "equipment")]
    public string? EquipmentNumber { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        equipment = await choices.EquipmentAsync(Gone);
        form.EquipmentId = equipment.FirstOrDefault(e => e.Number == EquipmentNumber)?.Id;
    });

    private async Task SendAsync()
    {
        RaisedTicket? raised = null;
        var done = await ActAsync(async () =>
        {
            var result = await report.RunAsync(form, Gone);
            raised = result.Value;
            return result.Outcome;
        });
        if (!done || raised is null)
        {
            if (refusal is not null) validator?.Show(refusal);
            return;
        }

        if (what is not null) await what.ClearAsync();
        Nav.NavigateTo($"/tickets/{raised.Number}");
    }
}
