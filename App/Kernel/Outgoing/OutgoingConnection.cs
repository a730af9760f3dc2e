using System.Net;
using System.Net.Sockets;

namespace OpsFlux.Kernel.Outgoing;

/// <summary>The address leads to a network that is none of the asker's business.</summary>
public sealed class OutgoingRefusedException(string host) : Exception($"{host} leads to no public address")
{
    public string Host => host;
}

/// <summary>
/// Connects to addresses that were judged, and to nothing else: the name is resolved once, here, so that it cannot mean
/// another machine between judging and connecting (DNS rebinding).
/// </summary>
/// <param name="resolve">How names become addresses; null: as the system does.</param>
public sealed class OutgoingConnection(bool allowPrivate, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var end = context.DnsEndPoint;
        var found = await resolve(end.Host, ct);
        var allowed = allowPrivate ? found : Array.FindAll(found, PublicAddress.Is);
        if (allowed.Length == 0) throw found.Length > 0 ? new OutgoingRefusedException(end.Host) : new SocketException((int)SocketError.HostNotFound);
        return await ConnectAsync(allowed, end.Port, ct);
    }

    /// <summary>One after the other; the last failure is the one that is told.</summary>
    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken ct)
    {
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < addresses.Length - 1)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
