using System.Net.Http.Headers;

namespace OpsFlux.Kernel.Outgoing;

/// <summary>
/// Requests to addresses that people gave: push services, webhooks, gateways. Neither redirects nor cookies nor a proxy of
/// the environment are followed, each of which would lead around the guard; failures are values, since a server of others
/// may do anything.
/// </summary>
public sealed class OutgoingHttp(IHttpClientFactory clients, OutgoingSettings settings, TimeProvider clock, ILogger<OutgoingHttp> log)
{
    /// <summary>Name of the guarded client.</summary>
    public const string Client = "outgoing";

    /// <summary>Bytes of an answer that are read.</summary>
    public const int LongestAnswer = 16 * 1024;

    private const int LongestHeadersKilobytes = 16;

    /// <summary>A name is resolved and judged again this often, however busy its connection is.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>Sends it once. Throws only when the caller cancels.</summary>
    public async Task<OutgoingAnswer> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true, Scheme: "https" or "http", UserInfo: "" }) return new(null, OutgoingProblem.RefusedAddress);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.Timeout);
        try
        {
            using var answer = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new(answer.StatusCode) { Body = await BeginningAsync(answer.Content, limit.Token), RetryAfter = WaitOf(answer.Headers.RetryAfter) };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(null, OutgoingProblem.TooLate);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var isRefused = Causes(e).Any(c => c is OutgoingRefusedException);
            log.LogInformation("No answer from {Host}: {Reason}", request.RequestUri.Host, isRefused ? "private address" : e.Message);
            return new(null, isRefused ? OutgoingProblem.RefusedAddress : OutgoingProblem.Network);
        }
    }

    internal static SocketsHttpHandler Handler(OutgoingSettings settings)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = ConnectionLifetime,
            MaxResponseHeadersLength = LongestHeadersKilobytes,
            ConnectCallback = new OutgoingConnection(settings.AllowPrivate).OpenAsync,
        };
        handler.SslOptions.CertificateChainPolicy = settings.ChainPolicy();
        return handler;
    }

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException) yield return cause;
    }

    private static async Task<byte[]> BeginningAsync(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = new byte[LongestAnswer];
        var read = await stream.ReadAtLeastAsync(buffer, LongestAnswer, throwOnEndOfStream: false, ct);
        return buffer[..read];
    }

    private TimeSpan? WaitOf(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } until ? until - clock.GetUtcNow() : null);
        return wait is { } length && length < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}

public static class OutgoingServices
{
    /// <summary>The guarded client, once, whoever asks for it.</summary>
    public static IServiceCollection AddOutgoingHttp(this IServiceCollection services)
    {
        services.AddSingleton(s => OutgoingSettings.Read(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<OutgoingHttp>();
        services.AddHttpClient(OutgoingHttp.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)   // OutgoingHttp's own covers the body too
            .ConfigurePrimaryHttpMessageHandler(s => OutgoingHttp.Handler(s.GetRequiredService<OutgoingSettings>()))
            .RemoveAllLoggers()   // addresses are secrets: whoever knows one may use it
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);   // its connections are renewed, see PooledConnectionLifetime
        return services;
    }
}
