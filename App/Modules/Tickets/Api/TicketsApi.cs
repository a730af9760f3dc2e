using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Deleting;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Api;

/// <summary>Tickets in the REST API: the same use cases as the pages, with the same permissions and refusals.</summary>
internal static class TicketsApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a", Reason = "reason";

    public static void Map(ApiRoutes api)
    {
        var tickets = api.Resource("/tickets", "Tickets", "Incidents and service requests, from declaration to rating.")
            .Where("ticket", "Identifier or number of the ticket.", "TIC-2026-000042")
            .Where("trigger", "Name of the step, as listed.", "start")
            .Where("comment", "Identifier of the comment.", Id).Where("file", "Identifier of the file.", Id).Where("person", "Identifier of the person.", Id).Where("link", "Identifier of the link.", Id)
            .Where("tag", "The tag; capitals and accents do not matter.", "imprimante");
        tickets.List<TicketItem>("", ListAsync, TicketPermissions.View, "listTickets", "List the tickets one may see", TicketListing.Declared);
        tickets.Create<TicketResource>("", CreateAsync, TicketPermissions.Open, "createTicket", "Declare a ticket for oneself")
            .Example(new CreateTicketRequest { Title = "The printer on the second floor prints blank pages", CategoryId = new(Id), Urgency = Urgency.High });
        tickets.Get<TicketResource>("/{ticket}", GetAsync, TicketPermissions.View, "getTicket", "Read one ticket");
        tickets.Patch<TicketResource>("/{ticket}", PatchAsync, TicketPermissions.View, "patchTicket", "Change fields of a ticket")
            .About("JSON merge patch: what is absent stays, what is null is cleared. State, assignee and team change by transitions.")
            .Example(new TicketPatch { Title = "The printer prints blank pages", Impact = Impact.Medium });
        tickets.Delete("/{ticket}", DeleteAsync, TicketPermissions.Delete, "deleteTicket", "Delete a ticket; an administrator can bring it back")
            .Takes(new(Reason, "Why.") { IsRequired = true, LongestText = TicketLimits.ReasonMax });
        tickets.Create<TicketResource>("/{ticket}/rating", RateAsync, TicketPermissions.Rate, "rateTicket", "Rate a closed ticket that one asked for")
            .Example(new AddRatingRequest { Score = 5, Comment = "Quick, thank you." });
        TicketStepsApi.Map(tickets);
        TicketCommentsApi.Map(tickets);
        TicketFilesApi.Map(tickets);
        TicketPeopleApi.Map(tickets);
        TicketLinksApi.Map(tickets);
        TicketClocksApi.Map(tickets);
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, TicketListing listing, CancellationToken ct) => await listing.RunAsync(request, ct);

    private static async Task<IResult> CreateAsync(ApiBody<CreateTicketRequest> body, OpenTicket open, GetTicket get, CancellationToken ct)
    {
        var wanted = body.Value;
        var opened = await open.RunAsync(
            new()
            {
                Title = wanted.Title, CategoryId = wanted.CategoryId, Description = wanted.Description, Kind = wanted.Kind, Urgency = wanted.Urgency,
                SiteId = wanted.SiteId, Fields = wanted.Fields, Follows = wanted.Follows,
            }, ct);
        return opened.Failed ? (ApiAnswer)opened.Refusal : await ReadAsync(get, opened.Value.Id, isNew: true, ct);
    }

    private static async Task<IResult> GetAsync(string ticket, GetTicket get, CancellationToken ct)
    {
        var found = await get.RunAsync(ticket, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : ApiAnswer.Ok(TicketWriting.Describe(found.Value), EntityTags.Of(found.Value.Ticket));
    }

    private static async Task<IResult> PatchAsync(string ticket, ApiPatch<TicketPatch> patch, IfMatch match, FindTicket find, GetTicket get, EditTicket edit, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (found.Value.Version != match.Version) return (ApiAnswer)Refusal.Stale;

        var changes = PatchedFields.Of(TicketFields.All, found.Value, patch.Values, TicketWriting.NameOf);
        var edited = await edit.RunAsync(new() { TicketId = found.Value.Id, Version = match.Version, OnlyThisVersion = true, Changes = changes }, ct);
        return edited.Failed ? (ApiAnswer)edited.Refusal.InApiWords(TicketWriting.NameOf) : await ReadAsync(get, found.Value.Id, isNew: false, ct);
    }

    private static async Task<IResult> DeleteAsync(string ticket, IfMatch match, HttpContext http, FindTicket find, DeleteTicket delete, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var deleted = await delete.RunAsync(new() { TicketId = found.Value.Id, Version = match.Version, Reason = http.Request.Query[Reason].ToString() }, ct);
        return deleted.Failed ? (ApiAnswer)deleted.Refusal : ApiAnswer.NoContent();
    }

    private static async Task<IResult> RateAsync(string ticket, ApiBody<AddRatingRequest> body, FindTicket find, GetTicket get, RateTicket rate, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var rated = await rate.RunAsync(new() { TicketId = found.Value.Id, Version = found.Value.Version, Score = body.Value.Score, Comment = body.Value.Comment }, ct);
        return rated.Failed ? (ApiAnswer)rated.Refusal : await ReadAsync(get, found.Value.Id, isNew: true, ct);
    }

    internal static async Task<ApiAnswer> ReadAsync(GetTicket get, Guid id, bool isNew, CancellationToken ct)
    {
        var read = await get.RunAsync(id.ToString(), ct);
        if (read.Failed) return read.Refusal;
        var (body, etag) = (TicketWriting.Describe(read.Value), EntityTags.Of(read.Value.Ticket));
        return isNew ? ApiAnswer.Created($"/tickets/{id}", body, etag) : ApiAnswer.Ok(body, etag);
    }
}
