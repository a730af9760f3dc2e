using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Requests;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Pages;

/// <summary>Opens an intervention; what is typed is kept on the server until it is sent.</summary>
public sealed partial class NewIntervention(CreateIntervention create, InterventionChoices choices, ReadTicketToTurn tickets)
{
    private readonly CreateInterventionRequest form = new();
    private EquipmentSight? equipment;
    private TicketToTurn? source;
    private string draft = "intervention:new";
    private IReadOnlyList<Choice> structures = [], contracts = [];
    private IReadOnlyList<LeadChoice> leads = [];
    private DateTime? planned;
    private RequestValidator? validator;
    private DraftText? title, description;

    /// <summary>Number of the equipment it is about; anything else is as good as none.</summary>
    [SupplyParameterFromQuery(Name = "equipment")]
    public string? EquipmentNumber { get; set; }

    /// <summary>Number of the ticket that it is made of.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        if (From is { Length: > 0 } ticket) await BeginWithAsync(ticket);
        structures = await choices.StructuresAsync(Gone);
        leads = await choices.LeadsAsync(Gone);
        if (EquipmentNumber is { Length: > 0 } number && (await choices.EquipmentAsync(number, Gone)).FirstOrDefault(e => e.Number == number) is { } named) await ChooseAsync(named);
    });

    /// <summary>Begins with what the ticket says; a draft begun earlier comes back over it.</summary>
    private async Task BeginWithAsync(string ticket)
    {
        var read = await tickets.RunAsync(ticket, Gone);
        if (read.Failed)
        {
            refusal = read.Refusal;
            return;
        }

        source = read.Value;
        (draft, form.FromTicket) = ($"intervention:new:{source.Ticket.Number}", source.Ticket.Number);
        (form.Title, form.Description, form.Priority, form.StructureId) = (source.Ticket.Title.CutTo(InterventionLimits.TitleMax), source.Ticket.Description, source.Priority, source.Ticket.StructureId);
        if (source.Equipment is { } linked)
        {
            await ChooseAsync(linked);
            form.IsBreakdown = source.StandsStill && User.Can(AssetPermissions.Operate, linked.StructureId, isOwn: false);
        }
        else await ReadContractsAsync();
    }

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
        form.SiteId = equipment is null && form.StructureId == source?.Ticket.StructureId ? source?.Ticket.SiteId : null;   // of the ticket's structure; equipment has a site of its own
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
