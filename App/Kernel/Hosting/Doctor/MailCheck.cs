using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using OpsFlux.Kernel.Hosting.Verbs;

namespace OpsFlux.Kernel.Hosting.Doctor;

/// <summary>The mail server of <c>Mail:Smtp</c>: answers, and greets as a mail server does. Nothing is sent.</summary>
internal sealed class MailCheck : ICheck
{
    private const int DefaultPort = 25;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<Finding> ExamineAsync(VerbContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        var host = context.Configuration["Mail:Smtp:Host"];
        if (string.IsNullOrWhiteSpace(host))
        {
            yield return Finding.Fine("Mail.NotSet");
            yield break;
        }

        var port = context.Configuration["Mail:Smtp:Port"];
        yield return string.IsNullOrWhiteSpace(port) ? await GreetAsync(host, DefaultPort, ct)
            : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= ushort.MaxValue
                ? await GreetAsync(host, number, ct) : Finding.Wrong("Mail.Port", port);
    }

    private static async Task<Finding> GreetAsync(string host, int port, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, limit.Token);
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            var greeting = await reader.ReadLineAsync(limit.Token) ?? "";
            return greeting.StartsWith("220", StringComparison.Ordinal) ? Finding.Fine("Mail.Fine", host, port) : Finding.Wrong("Mail.Greeting", host, port, greeting);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Finding.Wrong("Mail.Silent", host, port, Patience.TotalSeconds);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return Finding.Wrong("Mail.Unreachable", host, port, e.Message);
        }
    }
}
