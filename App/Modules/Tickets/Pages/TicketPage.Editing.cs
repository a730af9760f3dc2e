using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>
/// Editing in place. A field waits while its conflict is on screen: settled, it closes; given up, it stays open with what
/// was typed.
/// </summary>
public sealed partial class TicketPage
{
    private EditTicketRequest? clashing;
    private Refusal? conflict, unsettled;
    private TaskCompletionSource<Refusal?>? settling;

    private TicketStand? StandNow => details is null ? null : new(details.Ticket.State, details.Ticket.AssigneeId, details.Ticket.GroupId);

    private async Task<Refusal?> EditAsync(string field, string? seen, string? value)
    {
        if (details is null) return null;
        while (settling is { } earlier) await earlier.Task;   // one conflict on screen at a time
        var request = new EditTicketRequest { TicketId = details.Ticket.Id, Changes = [new() { Field = field, Seen = seen, Value = value }] };
        var refused = await TryAsync(() => edit.RunAsync(request, Gone));
        if (refused is { Conflicts.Count: > 0 }) return await AskAsync(request, refused);
        if (refused is null) await ShowSavedAsync();
        return refused;
    }

    private async Task<Refusal?> GiveAsync(AssignTicketRequest request)
    {
        if (details is null) return null;
        request.TicketId = details.Ticket.Id;
        var refused = await TryAsync(() => assign.RunAsync(request, Gone));
        await ShowSavedAsync();   // also after a refusal: it says how the ticket stands now
        return refused;
    }

    private Task<Refusal?> AskAsync(EditTicketRequest request, Refusal refused)
    {
        (clashing, conflict, unsettled) = (request, refused, null);
        settling = new(TaskCreationOptions.RunContinuationsAsynchronously);
        StateHasChanged();
        return settling.Task;
    }

    /// <summary>Sends what was chosen, with the changes that had not clashed. Yet another edit in between asks again.</summary>
    private async Task SettleAsync(IReadOnlyList<FieldChange> settled)
    {
        if (clashing is null || busy) return;
        var others = clashing.Changes.Where(c => settled.All(s => s.Field != c.Field));
        clashing.Changes = [.. others, .. settled];
        busy = true;
        var refused = await TryAsync(() => edit.RunAsync(clashing, Gone));
        busy = false;
        if (refused is { Conflicts.Count: > 0 }) (conflict, unsettled) = (refused, null);
        else if (refused is not null) unsettled = refused;
        else await EndAsync();
    }

    private async Task EndAsync()
    {
        await ShowSavedAsync();
        End(null);
    }

    private void GiveUp() => End(conflict);

    private void End(Refusal? answer)
    {
        var waiting = settling;
        (clashing, conflict, unsettled, settling) = (null, null, null, null);
        waiting?.SetResult(answer);
    }

    private async Task ShowSavedAsync()
    {
        await LoadAsync(ReadAsync);
        StateHasChanged();
    }
}
