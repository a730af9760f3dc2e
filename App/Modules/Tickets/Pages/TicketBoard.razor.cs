using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>
/// Open tickets by state. A card is moved by dragging it, or by its button, which lists the allowed steps; either way
/// the workflow decides, and a step that asks for something opens its form.
/// </summary>
public sealed partial class TicketBoard(BoardTickets board, GetTicket get, MoveTicket move, AssignTicket assign, TicketChoices choices, ChoiceNames names, IStringLocalizer<TicketsText> L)
{
    private ListQuery query = ListQuery.Parse(null);
    private IReadOnlyList<BoardColumn> columns = [];
    private IReadOnlyList<ListFilter> filters = [];
    private BoardCard? dragged;
    private TicketState? missed;
    private TicketDetails? moving;
    private OfferedStep? step;
    private ReadOrder reads;
    private bool assigning;

    protected override Task OnInitializedAsync()
    {
        filters = new TicketFilters(choices, names, L, Texts).All();
        Follow(TicketTopics.Of(User), ReadAsync, update => update.Concerns(query, IsHere(update)), IsHere);
        FollowAddress(ReadAddressAsync);
        return ReadAddressAsync();
    }

    private bool IsHere(LiveUpdate update) => columns.Any(column => column.Cards.Any(card => card.Id == update.Record.Id));

    private Task ReadAddressAsync()
    {
        (query, refusal) = (ListQuery.Parse(new Uri(Nav.Uri).Query), null);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var filter = TicketFilter.Parse(query);
        if (filter.Failed)
        {
            refusal = filter.Refusal;
            return;
        }

        var turn = reads.Start();
        var result = await board.RunAsync(filter.Value, Gone);
        if (reads.IsOvertaken(turn)) return;
        if (result.Failed) refusal = result.Refusal;
        else columns = result.Value;
    }

    private async Task ChooseAsync(BoardCard card)
    {
        await ActAsync(async () =>
        {
            var result = await get.RunAsync(card.Number, Gone);
            moving = result.Value;
            return result.Outcome;
        });
    }

    /// <summary>The step that leads from the card's state to the column it was dropped on; none is refused in words.</summary>
    private async Task DropAsync(TicketState target)
    {
        if (dragged is not { } card || card.State == target) return;
        dragged = null;
        await ChooseAsync(card);
        if (moving is null) return;
        var row = TicketWorkflow.Instance.Table.FirstOrDefault(t => t.From == moving.Ticket.State && t.To == target && moving.Steps.Any(s => s.Trigger == t.Trigger));
        if (row is null) missed = target;
        else if (row.Trigger == TicketTrigger.Assign) assigning = true;
        else await TakeAsync(moving.Steps.First(s => s.Trigger == row.Trigger));
    }

    private Task TakeAsync(OfferedStep offered)
    {
        if (offered.Required.Count == 0) return ConfirmAsync(new() { Trigger = offered.Trigger });
        step = offered;
        return Task.CompletedTask;
    }

    private Task<bool> ConfirmAsync(MoveTicketRequest request) => RunAsync(request, r => move.RunAsync(r, Gone));

    private Task AssignAsync(AssignTicketRequest request) => RunAsync(request, r => assign.RunAsync(r, Gone));

    private async Task<bool> RunAsync<TRequest>(TRequest request, Func<TRequest, Task<Result>> act) where TRequest : TicketRequest
    {
        if (moving is null) return false;
        (request.TicketId, request.Version) = (moving.Ticket.Id, moving.Ticket.Version);
        if (!await ActAsync(() => act(request)))
        {
            if (refusal?.Code == TicketRefusals.MovedMeanwhile && await get.RunAsync(moving.Ticket.Number, Gone) is { Failed: false } now) moving = now.Value;
            return false;
        }

        if (step is null) Close();   // a step's form closes itself, when it has let go of its draft
        await LoadAsync(ReadAsync);
        return true;
    }

    private void Close() => (moving, step, missed, assigning) = (null, null, null, false);
}
