using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace OpsFlux.Kernel.Files.Scanning;

public enum ScanVerdict
{
    Clean,
    Infected,

    /// <summary>The daemon is absent, slow, or answered an error: nobody knows.</summary>
    NotScanned,
}

/// <param name="Detail">Name of what was found, or why there is no answer.</param>
public sealed record ScanAnswer(ScanVerdict Verdict, string Detail);

/// <summary>
/// Asks a ClamAV daemon (INSTREAM). Only the complete answer "stream: OK" is clean: a daemon that dies half-way, runs out
/// of time or refuses the size has not scanned.
/// </summary>
public sealed class ClamAv(FilesOptions options, ILogger<ClamAv> log)
{
    private const int ChunkBytes = 64 * 1024, LongestAnswer = 4096;
    private const string Clean = "stream: OK", Found = " FOUND", Prefix = "stream: ";

    /// <summary>False: nothing is scanned, and everything counts as clean.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(options.ClamAv.Address);

    /// <summary>From the content's beginning.</summary>
    public async Task<ScanAnswer> ScanAsync(Stream content, CancellationToken ct)
    {
        if (!IsConfigured) return new(ScanVerdict.Clean, "");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(TimeSpan.FromSeconds(options.ClamAv.TimeoutSeconds));
        try
        {
            content.Position = 0;
            return Judge(await AskAsync(content, timeout.Token));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return Unanswered(e is SocketException ? e.Message : $"no answer within {options.ClamAv.TimeoutSeconds} s");
        }
    }

    internal static ScanAnswer Judge(string answer) => answer switch
    {
        Clean => new(ScanVerdict.Clean, ""),
        _ when answer.StartsWith(Prefix, StringComparison.Ordinal) && answer.EndsWith(Found, StringComparison.Ordinal) && answer.Length > Prefix.Length + Found.Length =>
            new(ScanVerdict.Infected, answer[Prefix.Length..^Found.Length]),
        _ => new(ScanVerdict.NotScanned, answer.Length == 0 ? "the daemon closed the connection" : answer),
    };

    private ScanAnswer Unanswered(string why)
    {
        log.LogWarning("A file was not scanned and stays in quarantine: {Reason}", why);
        return new(ScanVerdict.NotScanned, why);
    }

    private async Task<string> AskAsync(Stream content, CancellationToken ct)
    {
        using var socket = await ConnectAsync(ct);
        try
        {
            await SendAsync(socket, content, ct);
        }
        catch (SocketException)
        {
            // A daemon that refuses the size answers and hangs up while we still send: what it said may be there to read.
        }

        var answer = await ReadAsync(socket, ct);
        if (answer is not Clean) log.LogWarning("The scanner answered {Answer}", answer);
        return answer;
    }

    private async Task<Socket> ConnectAsync(CancellationToken ct)
    {
        var address = options.ClamAv.Address!;   // checked by IsConfigured
        var isLocal = address.StartsWith('/');
        var socket = isLocal ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var (host, port) = isLocal ? (address, 0) : HostAndPort(address);
            await (isLocal ? socket.ConnectAsync(new UnixDomainSocketEndPoint(address), ct) : socket.ConnectAsync(host, port, ct));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>3310 is the daemon's usual port.</summary>
    private static (string Host, int Port) HostAndPort(string address)
    {
        var colon = address.LastIndexOf(':');
        return colon > 0 && int.TryParse(address[(colon + 1)..], out var port) ? (address[..colon].Trim('[', ']'), port) : (address, 3310);
    }

    private static async Task SendAsync(Socket socket, Stream content, CancellationToken ct)
    {
        await SendAllAsync(socket, "zINSTREAM\0"u8.ToArray(), ct);
        var chunk = new byte[sizeof(int) + ChunkBytes];
        int read;
        do
        {
            read = await content.ReadAsync(chunk.AsMemory(sizeof(int)), ct);
            BinaryPrimitives.WriteInt32BigEndian(chunk, read);   // the last chunk is empty and says that nothing follows
            await SendAllAsync(socket, chunk.AsMemory(0, sizeof(int) + read), ct);
        }
        while (read > 0);
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, ct)..];
    }

    /// <summary>Up to the NUL that ends it. An answer without its end is none.</summary>
    private static async Task<string> ReadAsync(Socket socket, CancellationToken ct)
    {
        var answer = new byte[LongestAnswer];
        for (var length = 0; length < answer.Length;)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length), SocketFlags.None, ct);
            if (read == 0) return "";
            length += read;
            if (answer.AsSpan(0, length).IndexOf((byte)0) is >= 0 and var end) return Encoding.UTF8.GetString(answer, 0, end);
        }

        return "";
    }
}
