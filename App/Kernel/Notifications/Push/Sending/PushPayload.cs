using System.Globalization;
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

    private const int LongestTitle = 200, TitleRoom = 800, TagRoom = 200, LongestHref = 500;

    // Accents as they are: escaped they would take three times the room, and no page ever holds this text.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Cut where it is too long: the title first to a line, then the body to what room is left.</summary>
    public byte[] ToBytes()
    {
        var path = LocalAddress.Or(Href);
        var head = this with
        {
            Title = Fit(Cut(Title, LongestTitle), TitleRoom),
            Body = "",
            Href = path.Length <= LongestHref ? path : "/",
            Tag = Tag is null ? null : Fit(Tag, TagRoom),
        };
        return Bytes(head with { Body = Fit(Body, Longest - Bytes(head).Length) });
    }

    private static byte[] Bytes(PushPayload what) => JsonSerializer.SerializeToUtf8Bytes(new { what.Title, what.Body, what.Href, what.Tag }, Json);

    /// <summary>As much of it as has room in so many bytes, as they are written: signs differ in them.</summary>
    private static string Fit(string text, int room)
    {
        var (least, most) = (0, Math.Min(new StringInfo(text).LengthInTextElements, Longest));
        while (least < most)
        {
            var middle = (least + most + 1) / 2;
            if (SizeOf(Cut(text, middle)) <= room) least = middle;
            else most = middle - 1;
        }

        return Cut(text, least);
    }

    /// <summary>Without the quotes, which an empty text has too.</summary>
    private static int SizeOf(string text) => JsonSerializer.SerializeToUtf8Bytes(text, Json).Length - 2;

    /// <summary>To so many signs as a reader counts them, and a mark that says that more was there.</summary>
    private static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var signs = StringInfo.ParseCombiningCharacters(text);
        if (signs.Length <= most) return text;
        return most == 0 ? "" : $"{text.AsSpan(0, signs[most - 1])}…";
    }
}
