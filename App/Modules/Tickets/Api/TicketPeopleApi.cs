using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Api;

/// <summary>Who follows a ticket, and by which words it is found. PUT and DELETE say how it shall be, so repeating them is harmless.</summary>
internal static class TicketPeopleApi
{
    public static void Map(ApiResource tickets)
    {
        tickets.Get<WatchersAnswer>("/{ticket}/watchers", WatchersAsync, TicketPermissions.View, "listTicketWatchers", "List who follows a ticket");
        tickets.Put("/{ticket}/watchers/{person:guid}", WatchAsync, TicketPermissions.View, "addTicketWatcher", "Have somebody follow a ticket");
        tickets.Delete("/{ticket}/watchers/{person:guid}", UnwatchAsync, TicketPermissions.View, "removeTicketWatcher", "Have somebody follow a ticket no more");
        tickets.Get<TagsAnswer>("/{ticket}/tags", TagsAsync, TicketPermissions.View, "listTicketTags", "List the tags of a ticket");
        tickets.Put("/{ticket}/tags/{tag}", TagAsync, TicketPermissions.View, "addTicketTag", "Put a tag on a ticket");
        tickets.Delete("/{ticket}/tags/{tag}", UntagAsync, TicketPermissions.View, "removeTicketTag", "Take a tag off a ticket");
    }

    private static async Task<IResult> WatchersAsync(string ticket, FindTicket find, GetWatchers watchers, CancellationToken ct)
    {
        var found = await RefOfAsync(ticket, find, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var list = await watchers.RunAsync(found.Value, ct);
        return list.Failed ? (ApiAnswer)list.Refusal : ApiAnswer.Ok(new WatchersAnswer([.. list.Value.People.Select(p => new NamedRef(p.UserId, p.Name))], list.Value.IsWatching));
    }

    private static async Task<IResult> WatchAsync(string ticket, Guid person, FindTicket find, AddWatcher add, CancellationToken ct)
    {
        var found = await RefOfAsync(ticket, find, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : Done(await add.RunAsync(found.Value, person, ct));
    }

    private static async Task<IResult> UnwatchAsync(string ticket, Guid person, FindTicket find, RemoveWatcher remove, CancellationToken ct)
    {
        var found = await RefOfAsync(ticket, find, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : Done(await remove.RunAsync(found.Value, person, ct));
    }

    private static async Task<IResult> TagsAsync(string ticket, FindTicket find, GetTags tags, CancellationToken ct)
    {
        var found = await RefOfAsync(ticket, find, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var list = await tags.RunAsync(found.Value, ct);
        return list.Failed ? (ApiAnswer)list.Refusal : ApiAnswer.Ok(new TagsAnswer([.. list.Value.Tags.Select(t => new NamedRef(t.Id, t.Name))]));
    }

    private static async Task<IResult> TagAsync(string ticket, string tag, FindTicket find, TagRecord add, CancellationToken ct)
    {
        var found = await RefOfAsync(ticket, find, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : Done(await add.RunAsync(found.Value, tag, ct));
    }

    private static async Task<IResult> UntagAsync(string ticket, string tag, FindTicket find, GetTags tags, UntagRecord remove, CancellationToken ct)
    {
        var found = await RefOfAsync(ticket, find, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var list = await tags.RunAsync(found.Value, ct);
        if (list.Failed) return (ApiAnswer)list.Refusal;
        var one = list.Value.Tags.FirstOrDefault(t => TagWords.Key(t.Name) == TagWords.Key(tag));
        return one is null ? (ApiAnswer)Refusal.NotFound : Done(await remove.RunAsync(found.Value, one.Id, ct));
    }

    private static async Task<Result<RecordRef>> RefOfAsync(string ticket, FindTicket find, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        return found.Failed ? found.Refusal : found.Value.Ref;
    }

    private static ApiAnswer Done(Result result) => result.Failed ? result.Refusal : ApiAnswer.NoContent();
}
