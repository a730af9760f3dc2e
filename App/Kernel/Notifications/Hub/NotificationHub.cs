using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Notifications.Api;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>
/// One's own notifications as they appear, for programs. What a connection is told is its <see cref="NewsFeed"/>'s to say;
/// what it asks is answered here. Refusals are <see cref="HubException"/>s whose message is the code.
/// </summary>
internal sealed class NotificationHub(NewsFeeds feeds, ListNews list, MarkNews mark, NewsReading reading) : Microsoft.AspNetCore.SignalR.Hub
{
    public const string Path = "/hubs/notifications";
    private const int MostAnswered = 100, Buffer = 32 << 10;
    private static readonly TimeSpan SlowestReader = TimeSpan.FromSeconds(10);

    /// <summary>WebSockets alone: the other transports send the token with every poll, and hold nothing that could be ended.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapHub<NotificationHub>(Path, o =>
    {
        o.Transports = HttpTransportType.WebSockets;
        (o.ApplicationMaxBufferSize, o.TransportMaxBufferSize, o.TransportSendTimeout) = (Buffer, Buffer, SlowestReader);
    }).RequireAuthorization(AccessPolicies.SignedIn);

    public override Task OnConnectedAsync() => feeds.TryOpen(Context) ? Task.CompletedTask : throw new HubException(ApiRefusals.TooManyConnections);

    public override Task OnDisconnectedAsync(Exception? exception) => feeds.CloseAsync(Context.ConnectionId);

    /// <summary>Newest first.</summary>
    [HubMethodName("Latest")]
    public Task<IReadOnlyList<NotificationItem>> LatestAsync(int count) =>
        count is < 1 or > MostAnswered ? throw new HubException("out-of-range") : list.RunAsync(new(), count, null, Context.ConnectionAborted);

    /// <summary>What appeared after the line, oldest first; not-found for a line that is not there any more.</summary>
    [HubMethodName("Since")]
    public async Task<IReadOnlyList<NotificationItem>> SinceAsync(Guid id) => await reading.AfterAsync(id, MostAnswered, Context.ConnectionAborted) ?? throw new HubException(Refusal.NotFound.Code);

    [HubMethodName("Read")]
    public async Task ReadAsync(Guid id)
    {
        if (await mark.ReadAsync(id, Context.ConnectionAborted) is { Refusal: { } refusal }) throw new HubException(refusal.Code);
    }

    /// <param name="module">Null: of every module.</param>
    [HubMethodName("ReadAll")]
    public Task ReadAllAsync(string? module) => mark.ReadAllAsync(module, Context.ConnectionAborted);
}
