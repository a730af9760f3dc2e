using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsFlux.Kernel.Sms;

/// <summary>How the values of a message are written into the gateway's template.</summary>
public enum SmsContent
{
    Json,
    Form,
}

/// <summary>
/// What the configuration says of the gateway that sends text messages. Unless address and template are there and every
/// value can be read, SMS is off: nothing is sent, and the page of administration names the keys.
/// </summary>
public sealed partial record SmsSettings
{
    public const string UrlKey = "Sms:Url", BodyKey = "Sms:Body", FromKey = "Sms:From";
    private const string MethodKey = "Sms:Method", ContentTypeKey = "Sms:ContentType", HeadersKey = "Sms:Headers";
    private const string JsonType = "application/json", FormType = "application/x-www-form-urlencoded";

    /// <summary>Headers that the request makes itself, or that would have it read otherwise.</summary>
    private static readonly string[] Reserved = ["Content-Type", "Content-Length", "Host", "Transfer-Encoding", "Connection"];

    /// <summary>May hold a key in its query: never shown or logged whole.</summary>
    public Uri? Url { get; init; }
    public bool IsGet { get; init; }
    public SmsContent Content { get; init; }

    /// <summary>With <c>{to}</c>, <c>{text}</c> and, where the gateway wants it, <c>{from}</c>.</summary>
    public string? Body { get; init; }
    public string? From { get; init; }

    /// <summary>Secrets, mostly.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>For the whole exchange, the connection included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Keys that have to be set.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Keys whose value cannot be used.</summary>
    public IReadOnlyList<string> Wrong { get; init; } = [];

    /// <summary>Somebody began to configure it: what is missing is worth a word.</summary>
    public bool IsWanted { get; init; }

    public bool IsOn => Url is not null && Body is not null && Missing.Count == 0 && Wrong.Count == 0;

    /// <summary>All that is ever shown of the address; null without one.</summary>
    public string? Host => Url is null ? null : $"{Url.IdnHost}:{Url.Port}";

    /// <summary>Codes and keys travel readable, to another machine.</summary>
    public bool IsInClear => Url is { Scheme: "http", IsLoopback: false };

    public static SmsSettings Read(IConfiguration configuration)
    {
        string? Value(string key) => string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();    // looked at just before
        var wrong = new List<string>();
        var url = UrlOf(Value(UrlKey), wrong);
        var isGet = IsGetOf(Value(MethodKey), wrong);
        var content = ContentOf(Value(ContentTypeKey), wrong);
        var (body, from) = (Value(BodyKey), Value(FromKey));
        if (body is not null && !IsTemplate(body, isGet ? SmsContent.Form : content)) wrong.Add(BodyKey);
        var headers = HeadersOf(configuration, wrong);
        string[] needed = body?.Contains(SmsTemplate.From, StringComparison.Ordinal) == true ? [UrlKey, BodyKey, FromKey] : [UrlKey, BodyKey];
        return new()
        {
            Url = url,
            IsGet = isGet,
            Content = isGet ? SmsContent.Form : content,
            Body = body,
            From = from,
            Headers = headers,
            Missing = [.. needed.Where(key => Value(key) is null)],
            Wrong = wrong,
            IsWanted = configuration.GetSection("Sms").GetChildren().Any(c => c.Key != "Headers" ? !string.IsNullOrWhiteSpace(c.Value) : c.GetChildren().Any()),
        };
    }

    private static Uri? UrlOf(string? text, List<string> wrong)
    {
        if (text is null) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", Fragment: "" }) return url;
        wrong.Add(UrlKey);
        return null;
    }

    private static bool IsGetOf(string? method, List<string> wrong)
    {
        if (method is not null && method.ToUpperInvariant() is not ("GET" or "POST")) wrong.Add(MethodKey);
        return "GET".Equals(method, StringComparison.OrdinalIgnoreCase);
    }

    private static SmsContent ContentOf(string? type, List<string> wrong)
    {
        if (type is not null && type.ToLowerInvariant() is not (JsonType or FormType)) wrong.Add(ContentTypeKey);
        return FormType.Equals(type, StringComparison.OrdinalIgnoreCase) ? SmsContent.Form : SmsContent.Json;
    }

    /// <summary>It names receiver and text, and what is written by it can be read.</summary>
    private static bool IsTemplate(string body, SmsContent content)
    {
        if (!body.Contains(SmsTemplate.To, StringComparison.Ordinal) || !body.Contains(SmsTemplate.Text, StringComparison.Ordinal)) return false;
        var sample = SmsTemplate.Fill(body, content, new("+33612345678", "\"text\"", "OpsFlux"));
        if (content is SmsContent.Form) return !sample.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
        try
        {
            using var read = JsonDocument.Parse(sample);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> HeadersOf(IConfiguration configuration, List<string> wrong)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in configuration.GetSection(HeadersKey).GetChildren())
        {
            var value = header.Value?.Trim() ?? "";
            if (value.Length == 0) continue;   // set to nothing, as one takes a key away in the environment
            if (!HeaderName().IsMatch(header.Key) || Reserved.Contains(header.Key, StringComparer.OrdinalIgnoreCase) || value.Any(c => c is < ' ' or > '~')) wrong.Add($"{HeadersKey}:{header.Key}");
            else headers[header.Key] = value;
        }

        return headers;
    }

    /// <summary>Keeps keys out of logs and exception texts.</summary>
    public override string ToString() => $"{nameof(SmsSettings)} {Host}";

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")]
    private static partial Regex HeaderName();
}
