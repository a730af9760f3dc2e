using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OpsFlux.Kernel.Sms;

/// <summary>
/// Hands text messages to the gateway of the configuration, one request each, and says what became of it. Follows no
/// redirect, waits ten seconds at most, reads the beginning of the answer alone. Number, text and headers are never logged.
/// </summary>
public sealed class SmsGateway(SmsSettings settings, IHttpClientFactory clients, SmsTally tally, TimeProvider clock, ILogger<SmsGateway> logger)
{
    /// <summary>Name of its client.</summary>
    public const string Client = "sms";

    private const int MostAnswer = 4096, LongestAnswer = 300;

    public bool IsOn => settings.IsOn;

    /// <param name="phone">E.164.</param>
    public async Task<SmsOutcome> SendAsync(string phone, string text, CancellationToken ct)
    {
        if (!settings.IsOn) return new(SmsVerdict.Unavailable) { Problem = SmsProblem.Off };
        var outcome = await TrySendAsync(phone, text, ct);
        tally.Count(outcome);
        if (outcome.Verdict is not SmsVerdict.Accepted)
            logger.LogWarning("The SMS gateway {Host} did not take a message: {Verdict} {Problem} {Status}", settings.Host, outcome.Verdict, outcome.Problem, outcome.Status);
        return outcome;
    }

    private async Task<SmsOutcome> TrySendAsync(string phone, string text, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.Timeout);
        using var request = RequestOf(phone, text);
        using var client = clients.CreateClient(Client);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return Judge(answer) with { Answer = await ReadAsync(answer, limit.Token) };
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            // Our own limit says nothing of what was sent; that of connecting says that nothing was.
            return limit.IsCancellationRequested || e.InnerException is not TimeoutException ? new(SmsVerdict.PutOff) : new(SmsVerdict.Unavailable) { Problem = SmsProblem.Unreachable };
        }
        catch (HttpRequestException e)
        {
            return Judge(e);
        }
    }

    private HttpRequestMessage RequestOf(string phone, string text)
    {
        var filled = SmsTemplate.Fill(settings.Body!, settings.Content, new(phone, text, settings.From ?? ""));   // on: has both
        var request = new HttpRequestMessage(settings.IsGet ? HttpMethod.Get : HttpMethod.Post, settings.IsGet ? WithQuery(settings.Url!, filled) : settings.Url);
        if (!settings.IsGet) request.Content = new StringContent(filled, new UTF8Encoding(false), settings.Content is SmsContent.Json ? "application/json" : "application/x-www-form-urlencoded");
        foreach (var (name, value) in settings.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static Uri WithQuery(Uri url, string query) => new($"{url.AbsoluteUri}{(url.Query.Length > 0 ? '&' : '?')}{query.TrimStart('?', '&')}");

    private SmsOutcome Judge(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        return answer.StatusCode switch
        {
            _ when answer.IsSuccessStatusCode => new(SmsVerdict.Accepted, status),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired => new(SmsVerdict.Unavailable, status) { Problem = SmsProblem.NotLetIn },
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new(SmsVerdict.PutOff, status) { RetryAfter = RestOf(answer.Headers.RetryAfter) },
            < HttpStatusCode.BadRequest => new(SmsVerdict.Unavailable, status) { Problem = SmsProblem.Redirect },
            _ => new(SmsVerdict.Refused, status),
        };
    }

    /// <summary>What breaks before the request is out says something of the configuration; what breaks later may have been sent.</summary>
    private static SmsOutcome Judge(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => new(SmsVerdict.Unavailable) { Problem = SmsProblem.Certificate },
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => new(SmsVerdict.Unavailable) { Problem = SmsProblem.Unreachable },
        _ => new(SmsVerdict.PutOff),
    };

    private TimeSpan? RestOf(RetryConditionHeaderValue? header)
    {
        var rest = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return rest > TimeSpan.Zero ? rest : null;
    }

    /// <summary>The status has decided already: an answer that does not end, or breaks, changes nothing.</summary>
    private async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var bytes = new byte[MostAnswer];
        var read = 0;
        try
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(ct);
            read = await stream.ReadAtLeastAsync(bytes, MostAnswer, throwOnEndOfStream: false, ct);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return "";
        }

        return SmsWords.Cut(SmsWords.OneLine(SmsSecrets.Hide(settings, Encoding.UTF8.GetString(bytes, 0, read))), LongestAnswer);
    }
}
