using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Push.Sending;

/// <summary>What a device shows, in its reader's language.</summary>
/// <param name="Href">A path of ours, opened by a click; anything else becomes the start page.</param>
/// <param name="Tag">What comes later under the same tag takes its place on the device; null: stands by itself.</param>
public sealed record PushPayload(string Title, string Body, string Href, string? Tag = null)
{
    /// <summary>Bytes: some services take little more than 3,000 after padding and encryption.</summary>
    public const int Longest = 3000;

    private const int LongestTitle = 200, LongestHref = 500, LongestTag = 100;

    // Accents as they are: escaped they would take three times the room, and no page ever holds this text.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Cut where it is too long: the title first to a line, then the body to what room is left.</summary>
    public byte[] ToBytes()
    {
        var path = LocalAddress.Or(Href);
        var head = this with { Title = Cut(Title, LongestTitle), Body = "", Href = path.Length <= LongestHref ? path : "/", Tag = Tag is null ? null : Cut(Tag, LongestTag) };
        var (least, most) = (0, Math.Min(new StringInfo(Body).LengthInTextElements, Longest));
        while (least < most)   // how many signs have room: they differ in bytes
        {
            var middle = (least + most + 1) / 2;
            if (BytesOf(head, Cut(Body, middle)).Length <= Longest) least = middle;
            else most = middle - 1;
        }

        return BytesOf(head, Cut(Body, least));
    }

    private static byte[] BytesOf(PushPayload head, string body)
    {
        var what = head with { Body = body };
        return JsonSerializer.SerializeToUtf8Bytes(new { what.Title, what.Body, what.Href, what.Tag }, Json);
    }

    /// <summary>To so many signs as a reader counts them, the last of which says that more was there.</summary>
    private static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var signs = StringInfo.ParseCombiningCharacters(text);
        return signs.Length <= most ? text : most == 0 ? "" : new StringBuilder(text, 0, signs[most - 1], signs[most - 1] + 1).Append('…').ToString();
    }
}
