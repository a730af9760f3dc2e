using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Api;

/// <summary>The steps of the workflow that the caller may take, and taking one. Each step asks for its own permission.</summary>
internal static class TicketStepsApi
{
    public static void Map(ApiResource tickets)
    {
        tickets.Get<ApiList<TicketTransition>>("/{ticket}/transitions", ListAsync, TicketPermissions.View, "listTicketTransitions", "List the steps one may take on a ticket");
        tickets.Post<TicketResource>("/{ticket}/transitions/{trigger}", TakeAsync, TicketPermissions.View, "takeTicketTransition", "Take a step of the workflow")
            .About("With If-Match the step is refused (412) where the ticket was edited since; without, it is taken on the ticket as it stands, if its state allows.")
            .Example(new TakeStepRequest { Solution = "The toner was replaced." });
    }

    private static async Task<IResult> ListAsync(string ticket, GetTicket get, CancellationToken ct)
    {
        var found = await get.RunAsync(ticket, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var state = found.Value.Ticket.State;
        var steps = found.Value.Steps.Select(s => new TicketTransition(
            s.Trigger, TicketWorkflow.Instance.Table.First(row => row.From == state && row.Trigger == s.Trigger).To,
            s.Trigger == TicketTrigger.Assign ? ["assigneeId or groupId"] : [.. s.Required.Select(ApiJson.Name)]));
        return ApiAnswer.Ok(new ApiList<TicketTransition> { Items = [.. steps] }, EntityTags.Of(found.Value.Ticket));
    }

    private static async Task<IResult> TakeAsync(
        string ticket, string trigger, ApiBody<TakeStepRequest> body, OptionalIfMatch match, FindTicket find, GetTicket get, MoveTicket move, AssignTicket assign, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (Enum.GetNames<TicketTrigger>().FirstOrDefault(n => n.Equals(trigger, StringComparison.OrdinalIgnoreCase)) is not { } name) return (ApiAnswer)Refusal.NotFound;

        var (step, of, version) = (Enum.Parse<TicketTrigger>(name), found.Value, match.Version ?? found.Value.Version);
        var taken = step == TicketTrigger.Assign
            ? await assign.RunAsync(new() { TicketId = of.Id, Version = version, AssigneeId = body.Value.AssigneeId, GroupId = body.Value.GroupId }, ct)
            : await move.RunAsync(Move(of.Id, version, step, body.Value), ct);
        return taken.Failed ? (ApiAnswer)taken.Refusal : await TicketsApi.ReadAsync(get, of.Id, isNew: false, ct);
    }

    private static MoveTicketRequest Move(Guid ticket, long version, TicketTrigger step, TakeStepRequest wanted) => new()
    {
        TicketId = ticket,
        Version = version,
        Trigger = step,
        WaitingReason = wanted.WaitingReason,
        Solution = wanted.Solution,
        WithChildren = wanted.WithChildren,
        Reason = wanted.Reason,
        MinutesSpent = wanted.MinutesSpent,
    };
}
