using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Pages;

/// <summary>Creates a contract as a draft, or changes one.</summary>
public sealed partial class ContractForm(SaveContract save, GetContract get, ContractChoices choices)
{
    private const decimal MinutesInHour = 60;

    private SaveContractRequest? form;
    private RequestValidator? validator;
    private IReadOnlyList<ContractChoice> clients = [], scales = [], sites = [], equipment = [];

    /// <summary>Null: a new one.</summary>
    [Parameter] public string? Number { get; set; }

    /// <summary>The structure of the client with whom a new one is agreed.</summary>
    [SupplyParameterFromQuery] public Guid? Client { get; set; }

    private string Title => Number is null ? Texts["Contracts.New"] : Texts.Format("Contracts.Edit", Number);

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        (clients, scales) = (await choices.ClientsAsync(Gone), await choices.ScalesAsync(Gone));
        if (Number is null) form = new() { StructureId = clients.Any(c => c.Id == Client) ? Client : null };
        else await ReadAsync(Number);
        await ReadCoverAsync();
    });

    private async Task ReadAsync(string number)
    {
        var read = await get.RunAsync(number, Gone);
        refusal = read.Refusal;
        if (read.Failed) return;
        form = FormOf(read.Value);
        // A client that is no longer one, and a scale out of use, stay on offer where they stand.
        if (clients.All(c => c.Id != form.StructureId)) clients = [.. clients, new(read.Value.Contract.StructureId, read.Value.Client)];
        if (form.ScaleId is { } scale && scales.All(s => s.Id != scale)) scales = [.. scales, new(scale, read.Value.Scale ?? "?")];
    }

    private static SaveContractRequest FormOf(ContractDetails details)
    {
        var c = details.Contract;
        return new()
        {
            Id = c.Id, Version = c.Version, StructureId = c.StructureId, Reference = c.Reference, Name = c.Name, Type = c.Type, StartsOn = c.StartsOn, EndsOn = c.EndsOn,
            YearlyAmount = c.YearlyAmount, MonthlyAmount = c.MonthlyAmount, Currency = c.Currency, IncludedInterventions = c.IncludedInterventions,
            IncludedHours = c.IncludedMinutes / MinutesInHour, IncludedPoints = c.IncludedPoints, RenewsByItself = c.RenewsByItself, NoticeDays = c.NoticeDays,
            Overrun = c.Overrun, TolerancePercent = c.TolerancePercent, ScaleId = c.ScaleId, Terms = c.Terms,
            SiteIds = [.. details.Sites.Select(s => s.Id)], EquipmentIds = [.. details.Equipment.Select(e => e.Id)],
        };
    }

    /// <summary>What is chosen of another client is forgotten with him.</summary>
    private Task ReadCoverAsync() => LoadAsync(async () =>
    {
        (sites, equipment) = form?.StructureId is { } client ? await choices.CoverAsync(client, Gone) : ([], []);
        if (form is not { Id: null }) return;
        form.SiteIds.RemoveAll(id => sites.All(s => s.Id != id));
        form.EquipmentIds.RemoveAll(id => equipment.All(e => e.Id != id));
    });

    private static void Choose(List<Guid> chosen, Guid id, bool isChosen)
    {
        chosen.Remove(id);
        if (isChosen) chosen.Add(id);
    }

    private async Task SaveAsync()
    {
        var sent = form!;   // the button stands in its form
        SavedContract? saved = null;
        var done = await ActAsync(async () =>
        {
            var result = await save.RunAsync(sent, Gone);
            saved = result.Value;
            return result.Outcome;
        });
        if (done && saved is not null) Nav.NavigateTo($"/contracts/{saved.Number}");
        else if (refusal is not null) validator?.Show(refusal);
    }
}
