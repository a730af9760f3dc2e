using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Api;

/// <summary>What a ticket is to other records, as far as the caller may see them.</summary>
internal static class TicketLinksApi
{
    public static void Map(ApiResource tickets)
    {
        tickets.Get<ApiList<LinkItem>>("/{ticket}/links", ListAsync, TicketPermissions.View, "listTicketLinks", "List the links of a ticket to records one may see");
        tickets.Post<ApiList<LinkItem>>("/{ticket}/links", AddAsync, TicketPermissions.View, "linkTicket", "Link a ticket to another record, and list its links")
            .Example(new LinkRequest { Type = "blocks", Number = "TIC-2026-000041" });
        tickets.Delete("/{ticket}/links/{link:guid}", RemoveAsync, TicketPermissions.View, "unlinkTicket", "Take a link away");
    }

    private static async Task<IResult> ListAsync(string ticket, FindTicket find, GetLinks links, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : await ReadAsync(found.Value.Ref, links, ct);
    }

    private static async Task<IResult> AddAsync(string ticket, ApiBody<LinkRequest> body, FindTicket find, LinkRecords link, GetLinks links, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var names = Enum.GetValues<LinkType>().Where(t => ApiJson.Name(t.ToString()) == body.Value.Type).ToList();
        if (names is not [var type]) return (ApiAnswer)Refusal.Invalid(new FieldError(nameof(LinkRequest.Type), "unknown-value"));
        var linked = await link.RunAsync(found.Value.Ref, type, body.Value.IsInverse, body.Value.Number, ct);
        return linked.Failed ? (ApiAnswer)linked.Refusal : await ReadAsync(found.Value.Ref, links, ct);
    }

    private static async Task<IResult> RemoveAsync(string ticket, Guid link, FindTicket find, UnlinkRecords unlink, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var done = await unlink.RunAsync(found.Value.Ref, link, ct);
        return done.Failed ? (ApiAnswer)done.Refusal : ApiAnswer.NoContent();
    }

    private static async Task<IResult> ReadAsync(RecordRef record, GetLinks links, CancellationToken ct)
    {
        var list = await links.RunAsync(record, ct);
        return list.Failed ? (ApiAnswer)list.Refusal : ApiAnswer.Ok(new ApiList<LinkItem>
        {
            Items = [.. list.Value.Links.Select(l => new LinkItem(l.Id, ApiJson.Name(l.Type.ToString()), l.IsInverse, l.Other.Ref.Kind, l.Other.Ref.Id, l.Other.Number, l.Other.Title))],
        });
    }
}
