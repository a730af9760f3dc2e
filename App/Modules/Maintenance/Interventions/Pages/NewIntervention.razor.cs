using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Pages;

/// <summary>Opens an intervention; what is typed is kept on the server until it is sent.</summary>
public sealed partial class NewIntervention(CreateIntervention create, InterventionChoices choices)
{
    private readonly CreateInterventionRequest form = new();
    private EquipmentSight? equipment;
    private IReadOnlyList<Choice> structures = [], contracts = [];
    private IReadOnlyList<LeadChoice> leads = [];
    private DateTime? planned;
    private RequestValidator? validator;
    private DraftText? title, description;

    /// <summary>Number of the equipment it is about; anything else is as good as none.</summary>
    [SupplyParameterFromQuery(Name = "equipment")]
    public string? EquipmentNumber { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        structures = await choices.StructuresAsync(Gone);
        leads = await choices.LeadsAsync(Gone);
        if (EquipmentNumber is { Length: > 0 } number && (await choices.EquipmentAsync(number, Gone)).FirstOrDefault(e => e.Number == number) is { } named) await ChooseAsync(named);
    });

    private Task ChooseAsync(EquipmentSight chosen)
    {
        (equipment, form.EquipmentId) = (chosen, chosen.Id);
        return ReadContractsAsync();
    }

    /// <summary>Another text names other equipment, or none.</summary>
    private void ForgetEquipment(string typed)
    {
        if (equipment is null || typed.StartsWith(equipment.Name, StringComparison.Ordinal)) return;
        (equipment, form.EquipmentId, form.IsBreakdown, contracts, form.ContractId) = (null, null, false, [], null);
    }

    /// <summary>The only one that covers the work is taken.</summary>
    private Task ReadContractsAsync() => LoadAsync(async () =>
    {
        contracts = (equipment?.StructureId ?? form.StructureId) is { } structure ? await choices.ContractsAsync(structure, equipment?.SiteId, equipment?.Id, Gone) : [];
        form.ContractId = contracts is [var only] ? only.Id : null;
    });

    private async Task CreateAsync()
    {
        CreatedIntervention? created = null;
        form.PlannedAt = planned is { } local ? Zone.ToInstant(local) : null;
        var done = await ActAsync(async () =>
        {
            var result = await create.RunAsync(form, Gone);
            created = result.Value;
            return result.Outcome;
        });
        if (!done || created is null)
        {
            if (refusal is not null) validator?.Show(refusal);
            return;
        }

        foreach (var field in new[] { title, description }.OfType<DraftText>()) await field.ClearAsync();
        Nav.NavigateTo($"/interventions/{created.Number}");
    }
}
