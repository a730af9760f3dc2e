using System.Globalization;
using System.Net.Security;
using System.Text;

namespace OpsFlux.Kernel.Mail.Smtp;

/// <summary>
/// Lines out, replies in. A silent server ends in <see cref="TimeoutException"/>, a broken or garbled link in
/// <see cref="IOException"/>.
/// </summary>
internal sealed class SmtpWire(Stream stream, TimeSpan timeout) : IAsyncDisposable
{
    private const int LongestLine = 2048, MostLines = 100;

    private readonly byte[] buffer = new byte[LongestLine];
    private Stream stream = stream;
    private int start, end;

    public async ValueTask DisposeAsync() => await stream.DisposeAsync();

    /// <summary>The command must be ours: a line break in it would be a second command.</summary>
    public async Task<SmtpReply> CommandAsync(string line, CancellationToken ct)
    {
        if (line.Any(c => c is < ' ' or > '~')) throw new ArgumentException("A command has a character that no command may have.", nameof(line));
        await WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), ct);
        return await ReplyAsync(timeout, ct);
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) => WithinAsync(timeout, async token =>
    {
        await stream.WriteAsync(bytes, token);
        await stream.FlushAsync(token);
        return true;
    }, ct);

    public Task<SmtpReply> ReplyAsync(CancellationToken ct) => ReplyAsync(timeout, ct);

    /// <summary>All lines of one reply: "250-first", then "250 last".</summary>
    public Task<SmtpReply> ReplyAsync(TimeSpan patience, CancellationToken ct) => WithinAsync(patience, async token =>
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await LineAsync(token);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                throw new InvalidDataException($"« {Shown(line)} »");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-') return new SmtpReply(code, lines);
        }

        throw new InvalidDataException("…");
    }, ct);

    /// <summary>
    /// From here on everything is encrypted. Whatever came before its time is not from the server we are about to verify:
    /// somebody on the way put it there.
    /// </summary>
    public async Task SecureAsync(SslClientAuthenticationOptions options, CancellationToken ct)
    {
        if (start < end) throw new InvalidDataException("STARTTLS");
        var secured = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = secured;
        await WithinAsync(timeout, async token =>
        {
            await secured.AuthenticateAsClientAsync(options, token);
            return true;
        }, ct);
    }

    private async Task<string> LineAsync(CancellationToken ct)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (start == end)
            {
                (start, end) = (0, await stream.ReadAsync(buffer, ct));
                if (end == 0) throw new EndOfStreamException("EOF");
            }

            var c = (char)buffer[start++];
            if (c == '\n') return line.ToString().TrimEnd('\r');
            if (line.Length >= LongestLine) throw new InvalidDataException($"« {Shown(line.ToString())} »");
            line.Append(c);
        }
    }

    /// <summary>Something that is no mail server may answer with anything: a little of it is enough, and no control characters.</summary>
    private static string Shown(string line) => string.Concat(line.Take(80).Select(c => char.IsControl(c) ? '·' : c));

    private static async Task<T> WithinAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> act, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            return await act(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{patience.TotalSeconds:0.#} s"));
        }
    }
}
