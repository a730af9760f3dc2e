using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Api;

/// <summary>What was said on a ticket, notes for those alone who may read them.</summary>
internal static class TicketCommentsApi
{
    public static void Map(ApiResource tickets)
    {
        tickets.Get<ApiList<TicketComment>>("/{ticket}/comments", ListAsync, TicketPermissions.View, "listTicketComments", "List the comments of a ticket, oldest first, the latest 500 lines of its history");
        tickets.Create<TicketComment>("/{ticket}/comments", AddAsync, TicketPermissions.View, "addTicketComment", "Add a comment or an internal note")
            .Example(new AddCommentRequest { Body = "It works again since this morning." });
        tickets.Get<TicketComment>("/{ticket}/comments/{comment:guid}", GetAsync, TicketPermissions.View, "getTicketComment", "Read one comment");
    }

    private static async Task<IResult> ListAsync(string ticket, GetTicket get, CancellationToken ct)
    {
        var found = await get.RunAsync(ticket, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : ApiAnswer.Ok(new ApiList<TicketComment> { Items = [.. found.Value.Timeline.Where(IsSaid).Select(Describe)] });
    }

    private static async Task<IResult> GetAsync(string ticket, Guid comment, GetTicket get, CancellationToken ct)
    {
        var found = await get.LineAsync(ticket, comment, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        return IsSaid(found.Value) ? ApiAnswer.Ok(Describe(found.Value)) : (ApiAnswer)Refusal.NotFound;
    }

    private static async Task<IResult> AddAsync(string ticket, ApiBody<AddCommentRequest> body, FindTicket find, GetTicket get, CommentTicket add, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var (of, id) = (found.Value, Guid.CreateVersion7());
        var added = await add.RunAsync(new() { TicketId = of.Id, EntryId = id, Body = body.Value.Body, IsInternal = body.Value.IsInternal, MinutesSpent = body.Value.MinutesSpent }, ct);
        if (added.Failed) return (ApiAnswer)added.Refusal;
        var said = await get.LineAsync(of.Id.ToString(), id, ct);
        return said.Failed ? (ApiAnswer)said.Refusal : ApiAnswer.Created($"/tickets/{of.Id}/comments/{id}", Describe(said.Value));
    }

    private static bool IsSaid(TimelineLine line) => line.Kind is TimelineKind.Comment or TimelineKind.InternalNote;

    private static TicketComment Describe(TimelineLine line) => new(line.Id, line.At, line.Actor, line.Body ?? "", line.IsInternal);
}
