using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>Editing in place.</summary>
public sealed partial class TicketPage
{
    private FieldEditing? fields;

    private FieldEditing Editing => fields ??= new(SendAsync, ShowSavedAsync, StateHasChanged);

    private TicketStand? StandNow => details is null ? null : new(details.Ticket.State, details.Ticket.AssigneeId, details.Ticket.GroupId);

    private Task<Refusal?> EditAsync(string field, string? seen, string? value) => Editing.EditAsync(field, seen, value);

    private async Task<Refusal?> SendAsync(IReadOnlyList<FieldChange> changes) => details is null
        ? null : await TryAsync(() => edit.RunAsync(new EditTicketRequest { TicketId = details.Ticket.Id, Changes = [.. changes] }, Gone));

    private async Task<Refusal?> GiveAsync(AssignTicketRequest request)
    {
        if (details is null) return null;
        request.TicketId = details.Ticket.Id;
        var refused = await TryAsync(() => assign.RunAsync(request, Gone));
        await ShowSavedAsync();   // also after a refusal: it says how the ticket stands now
        return refused;
    }

    private async Task ShowSavedAsync()
    {
        await LoadAsync(ReadAsync);
        StateHasChanged();
    }
}
