using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>One's own notifications in the REST API.</summary>
internal static class NotificationsApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a",
        About =
        """
        One's own notifications and how one wants to be told. By a key: those of the modules whose records the key may view, without internal notes, and no preferences.

        To hear of them as they appear, connect to the SignalR hub `/hubs/notifications` (JSON protocol, WebSockets) with the same token or key; browsers,
        which cannot set headers, give an access token as `access_token` in the query. The hub calls `counters` (at once, and with each change),
        `notification` (one line, as listed here; a line that appears anew because of a further change replaces the one of the same `id`),
        `read`, `unread` and `removed` (`ids` of lines that were read or unread elsewhere, or that another line stands for from now on).
        It answers `Latest(count)`, `Since(id)` (what appeared after that line, oldest first, at most 100: ask again with the last one until none is left),
        `Read(id)` and `ReadAll(module)`. After a reconnection, call `Since` with the last line that was heard.
        The connection ends with the token, key or session that opened it; with a new one it may be opened again.
        """;

    private static readonly ApiListOf Declared = new([],
    [
        new("module", "Of this module.") { LongestText = 20 },
        ApiParameter.OneOf<NotificationCategory>("category", "Of this category."),
        new("unread", "Only those that are not read.") { IsFlag = true },
    ])
    {
        HasWords = false,
    };

    public static void Map(ApiRoutes api)
    {
        var news = api.Resource("/notifications", "Notifications", About).Where("notification", "Identifier of the notification.", Id);
        news.List<NotificationItem>("", ListAsync, AccessPolicies.SignedIn, "listNotifications", "List one's notifications, newest first", Declared);
        news.Get<NotificationCounters>("/counters", CountersAsync, AccessPolicies.SignedIn, "getNotificationCounters", "Count one's unread notifications");
        PreferencesApi.Map(news);
        news.Post<NotificationCounters>("/read", ReadAllAsync, AccessPolicies.SignedIn, "readNotifications", "Mark all one's notifications as read, or those of one module")
            .Example(new ReadNotificationsRequest { Module = "tickets" });
        news.Get<NotificationResource>("/{notification:guid}", GetAsync, AccessPolicies.SignedIn, "getNotification", "Read one notification, what it stands for and what became of it");
        news.Post("/{notification:guid}/read", ReadAsync, AccessPolicies.SignedIn, "readNotification", "Mark a notification as read, with what it stands for");
        news.Post("/{notification:guid}/unread", UnreadAsync, AccessPolicies.SignedIn, "unreadNotification", "Mark a notification as unread, to come back to it");
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListNews list, CancellationToken ct)
    {
        NewsPlace? before = null;
        if (request.Cursor is { } cursor && (before = NewsPlace.Parse(cursor)) is null) return (ApiAnswer)Refusal.Invalid(new FieldError("cursor", "bad-cursor"));
        var filter = new InboxFilter(
            request.Filters.GetValueOrDefault("module"),
            request.Filters.TryGetValue("category", out var category) ? Enum.Parse<NotificationCategory>(ApiFilters.Named(category)) : null,
            request.Filters.GetValueOrDefault("unread") == "true");
        var read = await list.RunAsync(filter, request.Limit + 1, before, ct);
        NotificationItem[] page = [.. read.Take(request.Limit)];
        return ApiAnswer.Ok(new ApiList<NotificationItem>
        {
            Items = page,
            Next = read.Count > page.Length ? request.Next(new NewsPlace(page[^1].At, page[^1].Id).ToString()) : null,
            Total = request.WithTotal ? await list.CountAsync(filter, ApiListOf.MostCounted, ct) : null,
        });
    }

    private static async Task<IResult> CountersAsync(ListNews list, CancellationToken ct) => ApiAnswer.Ok(await list.CountersAsync(ct));

    private static async Task<IResult> ReadAllAsync(ApiBody<ReadNotificationsRequest> body, MarkNews mark, ListNews list, CancellationToken ct)
    {
        await mark.ReadAllAsync(body.Value.Module, ct);
        return ApiAnswer.Ok(await list.CountersAsync(ct));
    }

    private static async Task<IResult> GetAsync(Guid notification, GetNews get, CancellationToken ct)
    {
        var found = await get.RunAsync(notification, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : ApiAnswer.Ok(found.Value);
    }

    private static async Task<IResult> ReadAsync(Guid notification, MarkNews mark, CancellationToken ct) => Done(await mark.ReadAsync(notification, ct));

    private static async Task<IResult> UnreadAsync(Guid notification, MarkNews mark, CancellationToken ct) => Done(await mark.UnreadAsync(notification, ct));

    internal static ApiAnswer Done(Result result) => result.Failed ? result.Refusal : ApiAnswer.NoContent();
}
