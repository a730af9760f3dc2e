using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>One ticket: what happened, what may be done next, and who it is about. Others' changes appear by themselves.</summary>
public sealed partial class TicketPage(
    GetTicket get, MoveTicket move, AssignTicket assign, CommentTicket comment, EditTicket edit, RateTicket rate, Inbox inbox, IStringLocalizer<TicketsText> L)
{
    private TicketDetails? details;
    private OfferedStep? step;
    private ReadOrder reads;
    private bool assigning;

    [Parameter]
    public string Number { get; set; } = "";

    /// <summary>The merged ticket whose number led here.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    /// <summary>Shows a merged ticket itself rather than the one it goes on in.</summary>
    [SupplyParameterFromQuery] public bool Original { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (details is not null && details.Ticket.Number == Number) return;
        (details, refusal, step, assigning) = (null, null, null, false);   // nothing of another ticket stays open
        Editing.GiveUp();
        await LoadAsync(ReadAsync);
        if (details is null) return;
        if (details.GoesOnIn is { } target && !Original)
        {
            Nav.NavigateTo($"/tickets/{target}?from={details.Ticket.Number}", replace: true);
            return;
        }

        Follow([LiveTopic.Record(details.Ticket.Ref), LiveTopic.Notifications(User.Id)], HearAsync);
        await LoadAsync(SeenAsync);
    }

    private async Task HearAsync()
    {
        await ReadAsync();
        await SeenAsync();
    }

    /// <summary>What the bell says of a ticket that is on screen is no news.</summary>
    private Task SeenAsync() => details is null ? Task.CompletedTask : inbox.ReadOfRecordAsync(details.Ticket.Ref, Gone);

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        var result = await get.RunAsync(Number, Gone);
        if (reads.IsOvertaken(turn)) return;
        if (result.Failed) (details, refusal) = (null, result.Refusal);
        else details = result.Value;
    }

    /// <summary>A step that asks for nothing is taken at once; the others open their form.</summary>
    private Task MoveAsync(OfferedStep offered)
    {
        if (offered.Required.Count == 0) return ConfirmStepAsync(new() { Trigger = offered.Trigger, Seen = StandNow });
        (step, refusal) = (offered, null);
        return Task.CompletedTask;
    }

    private Task<bool> ConfirmStepAsync(MoveTicketRequest request) => RunAsync(request, r => move.RunAsync(r, Gone));

    private async Task AssignAsync(AssignTicketRequest request)
    {
        if (await RunAsync(request, r => assign.RunAsync(r, Gone))) assigning = false;
    }

    private Task<bool> CommentAsync(CommentTicketRequest request) => RunAsync(request, r => comment.RunAsync(r, Gone));

    private Task RateAsync(RateTicketRequest request) => RunAsync(request, r => rate.RunAsync(r, Gone));

    private async Task<bool> RunAsync<TRequest>(TRequest request, Func<TRequest, Task<Result>> act) where TRequest : TicketRequest
    {
        if (details is null) return false;
        request.TicketId = details.Ticket.Id;

        // A form keeps the version it was opened on: what arrived live since then is a conflict to tell, not to overwrite.
        if (request.Version == 0) request.Version = details.Ticket.Version;
        var done = await ActAsync(() => act(request));
        if (done || refusal?.Code == TicketRefusals.MovedMeanwhile) await LoadAsync(ReadAsync);   // told how it stands now, he may send the same form again
        return done;
    }
}
