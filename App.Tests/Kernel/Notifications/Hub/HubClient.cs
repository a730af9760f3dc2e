using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OpsFlux.Tests.Kernel.Notifications.Hub;

/// <summary>A client of the hub that speaks the JSON protocol by hand, and reads only when it is asked to.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const byte End = 0x1e;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket socket = new();
    private readonly List<byte> received = [];
    private readonly List<JsonElement> skipped = [];
    private int calls;

    /// <summary>The status with which the door was shut; null: it was opened.</summary>
    public static async Task<int?> KnockAsync(Uri address, Action<ClientWebSocketOptions> change, string query = "")
    {
        await using var client = new HubClient();
        client.socket.Options.CollectHttpResponseDetails = true;
        change(client.socket.Options);
        try
        {
            await client.ConnectAsync(address, query);
            return null;
        }
        catch (WebSocketException)
        {
            return (int)client.socket.HttpStatusCode;
        }
    }

    public static Task<HubClient> OpenAsync(Uri address, string token) => OpenAsync(address, o => o.SetRequestHeader("Authorization", $"Bearer {token}"));

    public static async Task<HubClient> OpenAsync(Uri address, Action<ClientWebSocketOptions> change, string query = "")
    {
        var client = new HubClient();
        client.socket.Options.SetRequestHeader("Accept-Language", "en");
        change(client.socket.Options);
        await client.ConnectAsync(address, query);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        await client.NextAsync();   // the answer to it is empty
        return client;
    }

    /// <summary>What the hub calls next by this name, whatever else it calls before.</summary>
    public async Task<JsonElement> HearAsync(string target)
    {
        for (var i = 0; i < skipped.Count; i++)
        {
            if (!IsCall(skipped[i], target)) continue;
            var found = skipped[i];
            skipped.RemoveAt(i);
            return found.GetProperty("arguments")[0];
        }

        while (true)
        {
            var next = await NextAsync() ?? throw new InvalidOperationException("The connection ended.");
            if (IsCall(next, target)) return next.GetProperty("arguments")[0];
            skipped.Add(next);
        }
    }

    /// <summary>The answer, as it came: with a result or with an error.</summary>
    public async Task<JsonElement> CallAsync(string method, params object?[] arguments)
    {
        var id = $"{++calls}";
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }));
        while (true)
        {
            var next = await NextAsync() ?? throw new InvalidOperationException("The connection ended.");
            if (next.GetProperty("type").GetInt32() == 3 && next.GetProperty("invocationId").GetString() == id) return next;
            skipped.Add(next);
        }
    }

    /// <summary>Reads until the connection ends; answers the last words, if there were any.</summary>
    public async Task<string?> EndAsync()
    {
        string? words = null;
        try
        {
            while (await NextAsync() is { } next)
                if (next.GetProperty("type").GetInt32() == 7) words = next.TryGetProperty("error", out var error) ? error.GetString() : "";
        }
        catch (WebSocketException)
        {
            // Cut off.
        }

        return words;
    }

    public async Task SendAsync(string message)
    {
        using var patience = new CancellationTokenSource(Patience);
        await socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(message), End], WebSocketMessageType.Text, endOfMessage: true, patience.Token);
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsCall(JsonElement message, string target) => message.TryGetProperty("target", out var named) && named.GetString() == target;

    private async Task ConnectAsync(Uri address, string query)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var narrow = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = async (context, ct) =>
        {
            var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4096 };    // so that it is soon full
            await tcp.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(tcp, ownsSocket: true);
        } });
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/hubs/notifications", Query = query }.Uri, narrow, patience.Token);
    }

    /// <summary>Null: the connection ended. Pings are nobody's news.</summary>
    private async Task<JsonElement?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[4096];
        while (true)
        {
            if (received.IndexOf(End) is >= 0 and var end)
            {
                var message = JsonDocument.Parse(received.GetRange(0, end).ToArray()).RootElement;
                received.RemoveRange(0, end + 1);
                if (message.TryGetProperty("type", out var type) && type.GetInt32() == 6) continue;
                return message;
            }

            var read = await socket.ReceiveAsync(buffer, patience.Token);
            if (read.MessageType == WebSocketMessageType.Close) return null;
            received.AddRange(buffer.AsSpan(0, read.Count).ToArray());
        }
    }
}
