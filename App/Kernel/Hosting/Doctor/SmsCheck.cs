using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using OpsFlux.Kernel.Hosting.Verbs;
using OpsFlux.Kernel.Sms;

namespace OpsFlux.Kernel.Hosting.Doctor;

/// <summary>The gateway of <c>Sms</c>: configured whole, reachable, trusted. Nothing is asked of it, since every request may be a message that costs.</summary>
internal sealed class SmsCheck : ICheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<Finding> ExamineAsync(VerbContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        var settings = SmsSettings.Read(context.Configuration);
        if (!settings.IsWanted)
        {
            yield return Finding.Fine("Sms.NotSet");
            yield break;
        }

        if (settings.Wrong.Count > 0) yield return Finding.Wrong("Sms.Wrong", string.Join(", ", settings.Wrong));
        if (settings.Missing.Count > 0) yield return Finding.Warning("Sms.Incomplete", string.Join(", ", settings.Missing));
        if (settings is not { IsOn: true, Url: { } url, Host: { } host }) yield break;
        if (settings.IsInClear) yield return Finding.Warning("Sms.InClear", host);
        yield return HttpClient.DefaultProxy.GetProxy(url) is null || HttpClient.DefaultProxy.IsBypassed(url) ? await ConnectAsync(url, host, ct) : Finding.Fine("Sms.ByProxy", host);
    }

    private static async Task<Finding> ConnectAsync(Uri url, string host, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(url.IdnHost, url.Port, limit.Token);
            if (url.Scheme != Uri.UriSchemeHttps) return Finding.Fine("Sms.Fine", host);
            await using var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.IdnHost }, limit.Token);
            return Finding.Fine("Sms.Fine", host);
        }
        catch (AuthenticationException e)
        {
            return Finding.Wrong("Sms.Certificate", host, e.Message);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Finding.Wrong("Sms.Unreachable", host, e.Message);
        }
    }
}
