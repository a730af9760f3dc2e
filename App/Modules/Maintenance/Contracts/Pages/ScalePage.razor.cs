using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Contracts.Scales;

namespace OpsFlux.Modules.Maintenance.Contracts.Pages;

/// <summary>One scale: what is saved is a new version from a day on.</summary>
public sealed partial class ScalePage(SaveScale scales)
{
    private static readonly TimeOnly UsualEvening = new(18, 0), UsualNight = new(21, 0), UsualMorning = new(6, 0);

    private SaveScaleRequest? form;
    private IReadOnlyList<(int Number, DateOnly ValidFrom, DateTimeOffset CreatedAt)> former = [];
    private IReadOnlyList<string> zones = [];
    private RequestValidator? validator;
    private Guid? shown;
    private bool saved;

    /// <summary>Null: a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    private string Title => form is { Id: not null } ? form.Name : Texts[Id is null ? "ContractScales.New" : "ContractScales.Title"];

    protected override async Task OnParametersSetAsync()
    {
        if (form is not null && shown == Id) return;
        (form, refusal, saved, shown, zones) = (null, null, saved && shown is null, Id, ReaderZone.Places);   // a new one that was saved says so on its own page
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        if (Id is not { } id)
        {
            form = new()
            {
                ZoneId = Zone.Zone.Id, ValidFrom = DateOnly.FromDateTime(Zone.ToLocal(Clock.GetUtcNow()).DateTime), EveningFrom = UsualEvening, EveningTo = UsualNight, NightFrom = UsualNight, NightTo = UsualMorning, Grades = [new()],
            };
            return;
        }

        var read = await scales.OneAsync(id, Gone);
        (form, former, refusal) = (read.Value?.Form, read.Value?.Former ?? [], read.Refusal);
    }

    private async Task SaveAsync()
    {
        var sent = form!;   // the button stands in its form
        var id = Guid.Empty;
        saved = await ActAsync(async () =>
        {
            var result = await scales.RunAsync(sent, Gone);
            id = result.Value;
            return result.Outcome;
        });
        if (!saved) validator?.Show(refusal ?? Refusal.NotFound);
        else if (Id is null) Nav.NavigateTo($"/admin/contract-scales/{id}");
        else await LoadAsync(ReadAsync);
    }
}
