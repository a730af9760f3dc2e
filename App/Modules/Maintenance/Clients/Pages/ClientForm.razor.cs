using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Clients.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients.Pages;

/// <summary>Adds a client, or changes one.</summary>
public sealed partial class ClientForm(SaveClient save, GetClient get)
{
    private SaveClientRequest? form;
    private RequestValidator? validator;
    private IReadOnlyList<(Guid Id, string Name)> places = [];

    /// <summary>Null: a new one.</summary>
    [Parameter] public string? Number { get; set; }

    private string Title => Number is null ? Texts["Clients.New"] : Texts.Format("Clients.Edit", form?.Name ?? Number);

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        if (Number is null)
        {
            places = await save.PlacesAsync(Gone);
            form = new() { ParentId = places is [var only] ? only.Id : null, Since = DateOnly.FromDateTime(Zone.ToLocal(Clock.GetUtcNow()).DateTime) };
            return;
        }

        var read = await get.RunAsync(Number, Gone);
        refusal = read.Refusal;
        if (read is { Failed: false, Value.Client: var c })
            form = new() { Id = c.Id, Version = c.Version, Name = c.Name, Status = c.Status, Sector = c.Sector, Address = c.Address, City = c.City, Phone = c.Phone, Since = c.Since, Language = c.Language };
    });

    private async Task SaveAsync()
    {
        var sent = form!;   // the button stands in its form
        SavedClient? saved = null;
        var done = await ActAsync(async () =>
        {
            var result = await save.RunAsync(sent, Gone);
            saved = result.Value;
            return result.Outcome;
        });
        if (done && saved is not null) Nav.NavigateTo($"/clients/{saved.Number}");
        else if (refusal is not null) validator?.Show(refusal);
    }
}
