using Microsoft.AspNetCore.Components;
using OpsFlux.Modules.Maintenance.Clients.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients.Pages;

/// <summary>One client: who there is to talk to, where it works, what was agreed with it.</summary>
public sealed partial class ClientPage(GetClient get, EditContacts contacts)
{
    private ClientDetails? details;
    private SaveContactRequest? contact;
    private ClientContact? removing;
    private string? shown;

    [Parameter] public string Number { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Number) return;
        (shown, details, refusal, contact, removing) = (Number, null, null, null, null);
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await get.RunAsync(Number, Gone);
        (details, refusal) = (read.Value, read.Refusal);
    }

    private void OpenContact(ClientContact? person) => (contact, refusal) = (new()
    {
        Id = person?.Id, Version = person?.Version ?? 0, ClientId = details!.Client.Id, Name = person?.Name ?? "", Role = person?.Role, Email = person?.Email, Phone = person?.Phone, IsMain = person?.IsMain ?? false, ReceivesReports = person?.ReceivesReports ?? true,   // the button stands on its page
    }, null);

    private async Task SaveContactAsync()
    {
        var sent = contact!;   // the dialog stands on it
        if (!await ActAsync(() => contacts.SaveAsync(sent, Gone))) return;
        contact = null;
        await LoadAsync(ReadAsync);
    }

    private void Ask(ClientContact person) => (removing, refusal) = (person, null);

    private async Task RemoveContactAsync()
    {
        var person = removing!;   // the question is about him
        if (!await ActAsync(() => contacts.RemoveAsync(person.ClientId, person.Id, person.Version, Gone))) return;
        removing = null;
        await LoadAsync(ReadAsync);
    }

    private void Close() => (contact, removing, refusal) = (null, null, null);
}
