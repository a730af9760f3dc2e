using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OpsFlux.Kernel.Mail.Smtp;

namespace OpsFlux.Tests.Kernel.Mail.Smtp;

/// <summary>What a mail server that plays a part took charge of.</summary>
internal sealed record TakenMail(string From, string To, string Content);

/// <summary>
/// A mail server that says what a test tells it to, stage by stage: a reply, silence, or hanging up. By default everything
/// is accepted.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    public const string HangUp = "<hang up>", Silence = "<silence>";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<Task> sessions = [];
    private readonly ConcurrentQueue<TakenMail> taken = new();
    private readonly ConcurrentQueue<string> heard = new();
    private Task? loop;

    public ScriptedServer() => Start();

    /// <summary>By stage: greeting, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, content, RSET. Several lines are separated by '\n'.</summary>
    public ConcurrentDictionary<string, string> Says { get; } = new();

    /// <summary>The last word on RCPT, by address.</summary>
    public ConcurrentDictionary<string, string> SaysOf { get; } = new();

    public X509Certificate2? Certificate { get; init; }
    public bool ImplicitTls { get; init; }
    public string Offers { get; set; } = "AUTH PLAIN LOGIN";
    public string Password { get; set; } = "secret";

    public IReadOnlyList<TakenMail> Taken => [.. taken];
    public IReadOnlyList<string> Heard => [.. heard];
    public int Sessions { get; private set; }
    public int Port { get; private set; }

    public SmtpSettings Settings => new("127.0.0.1", Port, SmtpSecurity.None, TimeSpan.FromSeconds(5));

    /// <summary>Nobody listens any more, on the port that is known.</summary>
    public void Stop() => listener.Stop();

    /// <summary>Also after <see cref="Stop"/>, on the same port.</summary>
    public void Start()
    {
        if (Port != 0) listener.Server.Dispose();
        var server = Port == 0 ? listener : new TcpListener(IPAddress.Loopback, Port);
        server.Start();
        Port = ((IPEndPoint)server.LocalEndpoint).Port;
        loop = AcceptAsync(server);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (loop is not null) await loop;
        await Task.WhenAll(sessions);
        stop.Dispose();
        listener.Dispose();
    }

    private async Task AcceptAsync(TcpListener server)
    {
        try
        {
            while (true)
            {
                var client = await server.AcceptTcpClientAsync(stop.Token);
                Sessions++;
                sessions.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            server.Stop();
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var own = client;
        try
        {
            await new Session(this, client.GetStream()).RunAsync(stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // The client left, or the test is over.
        }
    }

    private sealed class Session(ScriptedServer server, Stream stream)
    {
        private readonly byte[] one = new byte[1];
        private Stream stream = stream;
        private string from = "", to = "";

        public async Task RunAsync(CancellationToken ct)
        {
            if (server.ImplicitTls) await SecureAsync(ct);
            if (!await SayAsync("greeting", "220 script ESMTP", ct)) return;
            while (await LineAsync(ct) is { } line)
            {
                server.heard.Enqueue(line);
                if (!await AnswerAsync(line, ct)) return;
            }
        }

        private async Task<bool> AnswerAsync(string line, CancellationToken ct)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    return await SayAsync(verb, $"250-script\n250-{server.Offers}\n250 SIZE 10000000", ct);
                case "STARTTLS":
                    if (!await SayAsync(verb, "220 go ahead", ct)) return false;
                    await SecureAsync(ct);
                    return true;
                case "AUTH":
                    return await SignInAsync(line, ct);
                case "MAIL":
                    from = Bare(line);
                    return await SayAsync(verb, "250 ok", ct);
                case "RCPT":
                    to = Bare(line);
                    return server.SaysOf.TryGetValue(to, out var own) ? await SayAsync(own, ct) : await SayAsync(verb, "250 ok", ct);
                case "DATA":
                    return await SayAsync(verb, "354 go", ct) && (server.Says.ContainsKey(verb) || await ContentAsync(ct));
                case "QUIT":
                    await SayAsync("221 bye", ct);
                    return false;
                default:
                    return await SayAsync(verb, "250 ok", ct);
            }
        }

        private async Task<bool> SignInAsync(string line, CancellationToken ct)
        {
            if (server.Says.TryGetValue("AUTH", out var scripted)) return await SayAsync(scripted, ct);
            string password;
            if (line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal)) password = Text(line["AUTH PLAIN ".Length..]).Split('\0')[2];
            else
            {
                await SayAsync("334 VXNlcm5hbWU6", ct);
                await LineAsync(ct);
                await SayAsync("334 UGFzc3dvcmQ6", ct);
                password = Text(await LineAsync(ct) ?? "");
            }

            return await SayAsync(password == server.Password ? "235 2.7.0 welcome" : "535 5.7.8 authentication failed", ct);
        }

        private async Task<bool> ContentAsync(CancellationToken ct)
        {
            var content = new StringBuilder();
            while (await LineAsync(ct) is { } line)
            {
                if (line == ".")
                {
                    var answer = server.Says.GetValueOrDefault("content", "250 2.0.0 taken");
                    if (answer.StartsWith('2')) server.taken.Enqueue(new(from, to, content.ToString()));
                    return await SayAsync(answer, ct);
                }

                if (server.Says.GetValueOrDefault("body") == HangUp) return false;
                content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }

            return false;
        }

        private async Task SecureAsync(CancellationToken ct)
        {
            var secured = new SslStream(stream);
            await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, ct);
            stream = secured;
        }

        private Task<bool> SayAsync(string stage, string otherwise, CancellationToken ct) => SayAsync(server.Says.GetValueOrDefault(stage, otherwise), ct);

        private async Task<bool> SayAsync(string answer, CancellationToken ct)
        {
            if (answer == HangUp) return false;
            if (answer == Silence) await Task.Delay(Timeout.Infinite, ct);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n"), ct);
            return !answer.StartsWith("421", StringComparison.Ordinal);
        }

        private async Task<string?> LineAsync(CancellationToken ct)
        {
            var line = new StringBuilder();
            while (await stream.ReadAsync(one, ct) == 1)
            {
                if (one[0] == '\n') return line.ToString().TrimEnd('\r');
                line.Append((char)one[0]);
            }

            return null;
        }

        private static string Bare(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

        private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}
