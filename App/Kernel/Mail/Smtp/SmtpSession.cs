using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OpsFlux.Kernel.Mail.Smtp;

/// <summary>
/// One connection to the mail server, greeted, secured and signed in; then any number of mails, one at a time and each to
/// one recipient: with two, a retry for one would reach the other twice.
/// </summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    private static readonly byte[] End = "\r\n.\r\n"u8.ToArray();

    private readonly TcpClient client;
    private readonly SmtpWire wire;
    private readonly SmtpSettings settings;

    private SmtpSession(TcpClient client, SmtpWire wire, SmtpSettings settings) => (this.client, this.wire, this.settings) = (client, wire, settings);

    /// <summary>False once the server said farewell or the link broke.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <exception cref="SmtpUnavailableException">The server cannot be used.</exception>
    public static async Task<SmtpSession> OpenAsync(SmtpSettings settings, CancellationToken ct)
    {
        var client = new TcpClient();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(settings.Timeout);
            await client.ConnectAsync(settings.Host, settings.Port, limit.Token);
            var wire = new SmtpWire(client.GetStream(), settings.Timeout);
            await new SmtpHandshake(wire, settings, HelloName(client)).RunAsync(ct);
            return new(client, wire, settings);
        }
        catch (Exception e)
        {
            client.Dispose();
            if (Explained(e, ct) is { } problem) throw problem;
            throw;
        }
    }

    /// <summary>
    /// Whether the server lets us write in this name; null when it does. Nothing is sent: a mail to oneself is begun, since
    /// many servers judge the sender only when they hear of a recipient, and given up.
    /// </summary>
    public async Task<SmtpOutcome?> CheckSenderAsync(string from, CancellationToken ct)
    {
        try
        {
            var reply = await wire.CommandAsync($"MAIL FROM:<{from}>", ct);
            if (!reply.IsDone) return SmtpVerdicts.OfSender(reply);
            reply = await wire.CommandAsync($"RCPT TO:<{from}>", ct);
            if (!reply.IsDone && SmtpVerdicts.OfRecipient(reply) is { Verdict: SmtpVerdict.Unavailable } problem) return problem;
            await wire.CommandAsync("RSET", ct);
            return null;
        }
        catch (Exception e) when (IsBreak(e))
        {
            IsUsable = false;
            return SmtpOutcome.Unavailable(e is TimeoutException ? SmtpProblem.Silent : SmtpProblem.NotReady, e.Message);
        }
    }

    /// <summary>Whether the link still stands, and any transaction before is forgotten: asked before a session is used again.</summary>
    public async Task<bool> ResetAsync(CancellationToken ct)
    {
        try
        {
            return IsUsable = IsUsable && (await wire.CommandAsync("RSET", ct)).IsDone;
        }
        catch (Exception e) when (IsBreak(e))
        {
            return IsUsable = false;
        }
    }

    /// <param name="write">Writes the mail as it is made; called once, when the server is ready for it.</param>
    public async Task<SmtpOutcome> SendAsync(string from, string to, Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        var isWhole = false;
        try
        {
            var reply = await wire.CommandAsync($"MAIL FROM:<{from}>", ct);
            if (!reply.IsDone) return Heard(reply, SmtpVerdicts.OfSender(reply));
            reply = await wire.CommandAsync($"RCPT TO:<{to}>", ct);
            if (!reply.IsDone) return Heard(reply, SmtpVerdicts.OfAddress(reply));
            reply = await wire.CommandAsync("DATA", ct);
            if (reply.Code != 354) return Heard(reply, SmtpVerdicts.OfContent(reply with { Code = reply.IsDone ? 451 : reply.Code }));

            await WriteAsync(write, ct);
            isWhole = true;    // before the end is written: a write that fails may have arrived
            await wire.WriteAsync(End, ct);
            reply = await wire.ReplyAsync(settings.AcceptanceTimeout, ct);
            return Heard(reply, SmtpVerdicts.OfContent(reply));
        }
        catch (Exception e) when (IsBreak(e))
        {
            IsUsable = false;
            return new(isWhole ? SmtpVerdict.Unknown : SmtpVerdict.Deferred, e.Message);
        }
    }

    /// <exception cref="TimeoutException">All of it together took longer than it may, or its files could not be read in time.</exception>
    private async Task WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        var isWritten = false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.ContentTimeout);
        try
        {
            await using var content = new DotStuffing(wire.WriteAsync);
            await write(content, limit.Token);
            await content.EndAsync(limit.Token);
            isWritten = true;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{settings.ContentTimeout.TotalSeconds:0.#} s"), e);
        }
        finally
        {
            if (!isWritten) IsUsable = false;    // half a mail stands there: nothing may follow it, not even a goodbye
        }
    }

    /// <summary>Says goodbye as a courtesy, and does not wait for the answer.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (IsUsable) await wire.WriteAsync("QUIT\r\n"u8.ToArray(), CancellationToken.None);
            await wire.DisposeAsync();
        }
        catch (Exception e) when (IsBreak(e) || e is ObjectDisposedException)
        {
            // The server was quicker: there is nobody left to take leave of.
        }
        finally
        {
            client.Dispose();
        }
    }

    private SmtpOutcome Heard(SmtpReply reply, SmtpOutcome outcome)
    {
        if (reply.IsFarewell) IsUsable = false;
        return outcome;
    }

    /// <summary>An address literal is always right; a host name often is not.</summary>
    private static string HelloName(TcpClient client)
    {
        var address = (client.Client.LocalEndPoint as IPEndPoint)?.Address ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        address = new(address.GetAddressBytes());    // without the zone of a link-local one
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]";
    }

    private static SmtpUnavailableException? Explained(Exception exception, CancellationToken ct) => exception switch
    {
        SmtpUnavailableException known => known,
        AuthenticationException e => new(SmtpProblem.Certificate, e.InnerException?.Message ?? e.Message, e),
        TimeoutException e => new(SmtpProblem.Silent, e.Message, e),
        OperationCanceledException e when !ct.IsCancellationRequested => new(SmtpProblem.Unreachable, e.Message, e),
        SocketException e => new(SmtpProblem.Unreachable, e.Message, e),
        IOException or InvalidDataException => new(SmtpProblem.NotReady, exception.Message, exception),
        _ => null,
    };

    private static bool IsBreak(Exception e) => e is IOException or TimeoutException or InvalidDataException or SocketException or AuthenticationException;
}
