using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsFlux.Kernel.Sms;

/// <summary>What a template is filled with.</summary>
/// <param name="To">E.164, with its plus.</param>
internal sealed record SmsValues(string To, string Text, string From);

/// <summary>Writes a message into a gateway's template: in one pass, so that a text with braces in it stays a text.</summary>
internal static partial class SmsTemplate
{
    public const string To = "{to}", Text = "{text}", From = "{from}";

    /// <summary>The plus of a number stays a plus: gateways read JSON, not pages.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Fill(string template, SmsContent content, SmsValues values) => Place().Replace(template, place => Encoded(content, place.Value switch
    {
        To => values.To,
        Text => values.Text,
        _ => values.From,
    }));

    private static string Encoded(SmsContent content, string value) =>
        content is SmsContent.Form ? Uri.EscapeDataString(value) : JsonSerializer.Serialize(value, Plain)[1..^1];   // quotes are the template's

    [GeneratedRegex(@"\{(to|text|from)\}")]
    private static partial Regex Place();
}
