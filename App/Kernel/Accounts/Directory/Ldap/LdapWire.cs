using System.Formats.Asn1;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OpsFlux.Kernel.Accounts.Directory.Ldap;

/// <summary>Messages to and from a server, one at a time, each answer within the server's time-out however it dawdles.</summary>
internal sealed class LdapWire : IAsyncDisposable
{
    private const int LongestMessage = 8 * 1024 * 1024;

    private readonly LdapServer server;
    private readonly TcpClient client;
    private Stream stream = Stream.Null;
    private int lastId;

    private LdapWire(LdapServer server)
    {
        this.server = server;
        client = new();
    }

    public static async Task<LdapWire> OpenAsync(LdapServer server, CancellationToken ct)
    {
        var wire = new LdapWire(server);
        try
        {
            await wire.WithinTimeAsync(wire.ConnectAsync, ct);
            return wire;
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends one request and reads on as long as <paramref name="read"/> answers true.</summary>
    /// <param name="write">The operation, within the message.</param>
    public Task AskAsync(Action<AsnWriter> write, Func<AsnReader, bool> read, CancellationToken ct) => WithinTimeAsync(async token =>
    {
        var id = ++lastId;
        await stream.WriteAsync(Message(id, write), token);
        while (true)
        {
            var message = new AsnReader(await ReadAsync(token), AsnEncodingRules.BER).ReadSequence();
            if (!message.TryReadInt32(out var answered)) throw new InvalidDataException("message id");
            if (answered == 0) throw new IOException("The server ended the connection.");
            if (answered == id && !read(message)) return;
        }
    }, ct);

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        client.Dispose();
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        await client.ConnectAsync(server.Host, server.Port, ct);
        client.NoDelay = true;
        stream = client.GetStream();
        if (server.Security is LdapSecurity.StartTls) await BeginTlsAsync(ct);
        if (server.Security is LdapSecurity.None) return;
        var secured = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = secured;
        await secured.AuthenticateAsClientAsync(server.TlsOptions(), ct);
    }

    /// <summary>Bytes are read one message at a time: nothing that was sent in clear can pass for what is sent encrypted.</summary>
    private Task BeginTlsAsync(CancellationToken ct) => AskAsync(LdapWords.StartTls, message =>
    {
        var result = LdapWords.ResultOf(message, LdapWords.ExtendedAnswer);
        return result.Code == LdapWords.Success ? false : throw new LdapUnavailableException(DirectoryProblem.NoTls, result.ToString());
    }, ct);

    private async Task WithinTimeAsync(Func<CancellationToken, Task> act, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(server.Timeout);
        try
        {
            await act(patience.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new LdapUnavailableException(DirectoryProblem.Silent, e.Message, e);
        }
        catch (AuthenticationException e)
        {
            throw new LdapUnavailableException(DirectoryProblem.Certificate, e.Message, e);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new LdapUnavailableException(DirectoryProblem.Unreachable, e.Message, e);
        }
        catch (Exception e) when (e is AsnContentException or InvalidDataException)
        {
            throw new LdapUnavailableException(DirectoryProblem.Answer, e.Message, e);
        }
    }

    private static byte[] Message(int id, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            write(writer);
        }

        return writer.Encode();
    }

    private async Task<byte[]> ReadAsync(CancellationToken ct)
    {
        var head = new byte[6];
        await stream.ReadExactlyAsync(head.AsMemory(0, 2), ct);
        var more = head[1] < 0x80 ? 0 : head[1] & 0x7F;
        if (head[0] != 0x30 || more > 4) throw new InvalidDataException("message");
        await stream.ReadExactlyAsync(head.AsMemory(2, more), ct);
        var length = more == 0 ? head[1] : head.AsSpan(2, more).ToArray().Aggregate(0L, (sum, b) => (sum << 8) | b);
        if (length > LongestMessage) throw new InvalidDataException("message too long");

        var whole = new byte[2 + more + length];
        head.AsSpan(0, 2 + more).CopyTo(whole);
        await stream.ReadExactlyAsync(whole.AsMemory(2 + more), ct);
        return whole;
    }
}
