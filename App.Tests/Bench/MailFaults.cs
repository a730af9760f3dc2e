using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpsFlux.Tests.Bench;

/// <summary>
/// A mail server that misbehaves at every stage, for deploy/torture-mail.sh. It writes down, one line each, what it did with
/// the mail to each recipient: <c>taken ADDRESS MESSAGE-ID how</c>, where how is <c>clean</c> (answered, and the client went
/// on), <c>cut</c> (answered, and the client was gone) or <c>dropped</c> (it hung up itself before answering), and
/// <c>refused ADDRESS</c> for a final no. Addresses that begin with "nobody" are always refused.
/// </summary>
internal sealed class MailFaults(StreamWriter ledger, int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);

    /// <summary>Arguments: file for the port, file for the ledger, seed. Runs until it is killed.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var ledger = new StreamWriter(args[1], append: true) { AutoFlush = true };
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await File.WriteAllTextAsync(args[0], ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        var server = new MailFaults(ledger, int.Parse(args[2], CultureInfo.InvariantCulture));
        while (true) _ = server.ServeAsync(await listener.AcceptTcpClientAsync());
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Session(this, client).RunAsync();
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // The client was killed: what that means for its mail stands in the ledger already.
            }
        }
    }

    /// <summary>True once in so many times.</summary>
    private bool Once(int in1000)
    {
        lock (gate) return random.Next(1000) < in1000;
    }

    private Task DelayAsync()
    {
        int length;
        lock (gate) length = random.Next(100) < 10 ? random.Next(400) : random.Next(8);
        return Task.Delay(length);
    }

    private void Write(string line)
    {
        lock (gate) ledger.WriteLine(line);
    }

    private sealed class Session(MailFaults server, TcpClient client)
    {
        private readonly NetworkStream stream = client.GetStream();
        private string to = "";

        /// <summary>Taken and answered, and nothing heard of the client since.</summary>
        private string? taken;

        public async Task RunAsync()
        {
            using var reader = new StreamReader(stream, Encoding.Latin1);
            try
            {
                await SayAsync(server.Once(3) ? "421 try later" : "220 faults");
                while (await reader.ReadLineAsync() is { } line)
                {
                    Settle("clean");
                    if (!await AnswerAsync(line, reader)) return;
                }
            }
            finally
            {
                Settle("cut");
            }
        }

        /// <summary>False: hangs up.</summary>
        private async Task<bool> AnswerAsync(string line, StreamReader reader)
        {
            await server.DelayAsync();
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO" or "RSET" or "NOOP":
                    return await SayAsync("250 ok");
                case "MAIL":
                    if (server.Once(2)) return await SayAsync("550 5.1.0 sender address rejected");
                    return await SayAsync(server.Once(8) ? "451 4.3.0 later" : "250 ok");
                case "RCPT":
                    to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                    if (to.StartsWith("nobody", StringComparison.Ordinal)) return await RefuseAsync("550 5.1.1 no such user");
                    return !server.Once(3) && await SayAsync(server.Once(12) ? "450 4.2.0 busy" : "250 ok");
                case "DATA":
                    if (server.Once(2)) return await RefuseAsync("554 5.6.0 no");
                    if (server.Once(5)) return await SayAsync("451 4.3.0 later");
                    return await SayAsync("354 go on") && await TakeAsync(reader);
                case "QUIT":
                    await SayAsync("221 bye");
                    return false;
                default:
                    return await SayAsync("500 what");
            }
        }

        private async Task<bool> TakeAsync(StreamReader reader)
        {
            var id = "";
            var breaksOff = server.Once(5);
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)) id = line["Message-ID:".Length..].Trim();
                if (breaksOff && id.Length > 0) return false;
                if (line == ".") return await EndAsync(id);
            }

            return false;
        }

        private async Task<bool> EndAsync(string id)
        {
            if (server.Once(5)) return await SayAsync("452 4.3.1 full");
            if (server.Once(2)) return await RefuseAsync("554 5.7.0 content refused");
            if (server.Once(6))
            {
                server.Write($"taken {to} {id} dropped");
                return false;
            }

            taken = $"taken {to} {id}";
            await server.DelayAsync();
            return await SayAsync("250 taken");
        }

        private void Settle(string how)
        {
            if (taken is { } line) server.Write($"{line} {how}");
            taken = null;
        }

        private Task<bool> RefuseAsync(string reply)
        {
            server.Write($"refused {to}");
            return SayAsync(reply);
        }

        private async Task<bool> SayAsync(string reply)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"));
            return true;
        }
    }
}
