using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Pages;

/// <summary>Adds a piece of equipment, or a component of the one that the address names.</summary>
public sealed partial class NewEquipment(CreateEquipment create, FindEquipment find, EquipmentChoices choices, IStringLocalizer<AssetsText> L)
{
    private readonly CreateEquipmentRequest form = new();
    private IReadOnlyList<Choice> types = [], structures = [], sites = [], parents = [];
    private RequestValidator? validator;

    /// <summary>Number of the equipment that this one becomes a component of.</summary>
    [SupplyParameterFromQuery] public string? Below { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        types = await choices.TypesAsync(Gone);
        structures = await choices.OwnersAsync(Gone);
        var parent = Below is { Length: > 0 } ? (await find.RunAsync(Below, Gone)).Value : null;
        form.StructureId = structures.FirstOrDefault(s => s.Id == parent?.StructureId)?.Id ?? (structures is [var only] ? only.Id : null);
        await ReadPlacesAsync();
        if (parents.Any(p => p.Id == parent?.Id)) form.ParentId = parent?.Id;
    });

    private Task StructureChosenAsync()
    {
        (form.SiteId, form.ParentId) = (null, null);   // they belong to the structure that was chosen before
        return LoadAsync(ReadPlacesAsync);
    }

    private async Task ReadPlacesAsync()
    {
        sites = form.StructureId is { } structure ? await choices.SitesOfAsync(structure, Gone) : [];
        parents = form.StructureId is { } owner ? await choices.ParentsAsync(owner, null, Gone) : [];
    }

    private async Task CreateAsync()
    {
        CreatedEquipment? created = null;
        var done = await ActAsync(async () =>
        {
            var result = await create.RunAsync(form, Gone);
            created = result.Value;
            return result.Outcome;
        });
        if (done && created is not null) Nav.NavigateTo($"/equipment/{created.Number}");
        else if (refusal is not null) validator?.Show(refusal);
    }
}
