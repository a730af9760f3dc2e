using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsFlux.Kernel.Sms;

/// <summary>
/// What of the configuration a gateway may quote in its answer and nobody is to read there: headers, what the address has in
/// its query, and what the template says besides receiver, text and sender.
/// </summary>
internal static partial class SmsSecrets
{
    private const string Mask = "•••";

    /// <summary>Shorter ones are switches ("1", "fr"), whose masking would leave nothing to read.</summary>
    private const int Shortest = 4;

    public static string Hide(SmsSettings settings, string said) => Of(settings).Aggregate(said, (text, secret) => text.Replace(secret, Mask, StringComparison.Ordinal));

    /// <summary>The longest first: one may be part of another.</summary>
    private static IEnumerable<string> Of(SmsSettings settings) =>
        settings.Headers.Values
            .Concat(settings.Headers.Values.SelectMany(v => v.Split(' ')).Concat(Pairs(settings.Url?.Query ?? "")).Concat(Literals(settings)).Where(s => s.Length >= Shortest))
            .SelectMany(Written).Distinct().OrderByDescending(s => s.Length);

    /// <summary>Raw, and as JSON or an address would quote it.</summary>
    private static IEnumerable<string> Written(string secret) => [secret, JsonEncodedText.Encode(secret).Value, Uri.EscapeDataString(secret)];

    /// <summary>Values of a query or form, as they stand there and as they are meant.</summary>
    private static IEnumerable<string> Pairs(string query) =>
        from pair in query.TrimStart('?', '&').Split('&')
        let value = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]   // all of it where there is none
        from part in Place().Split(value)
        from form in new[] { part, Uri.UnescapeDataString(part), Uri.UnescapeDataString(part.Replace('+', ' ')) }
        select form;

    private static IEnumerable<string> Literals(SmsSettings settings)
    {
        if (settings.Body is not { } body) return [];
        if (settings.Content is SmsContent.Form) return Pairs(body);
        using var read = JsonDocument.Parse(SmsTemplate.Fill(body, SmsContent.Json, new("{to}", "{text}", "{from}")));   // settings that are on can be read
        return [.. Leaves(read.RootElement).SelectMany(leaf => Place().Split(leaf))];
    }

    private static IEnumerable<string> Leaves(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.String => [element.GetString()!],   // a string has one
        JsonValueKind.Number => [element.GetRawText()],
        _ => [],
    };

    [GeneratedRegex(@"\{(?:to|text|from)\}")]
    private static partial Regex Place();
}
