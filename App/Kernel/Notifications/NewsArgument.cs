using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Notifications;

/// <summary>
/// Arguments of a notification that read differently for each reader: a text by its key, an instant in his zone, and words
/// that no resource holds, one for each language. Kept as text behind a sign that nobody can type, since what people write
/// has no control characters.
/// </summary>
public static partial class NewsArgument
{
    private const string TextSign = "\u0001t", InstantSign = "\u0001i", LanguagesSign = "\u0001l";
    private const char Sign = '\u0001', End = '\u0002';

    /// <summary>How the words of <see cref="InLanguages"/> hold letters and digits, for who looks for them where they are stored.</summary>
    public static string Stored(string letters) => JsonSerializer.Serialize(letters)[1..^1];

    public static string Text(string key) => TextSign + key;

    public static string At(DateTimeOffset at) => InstantSign + at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>An instant within words of <see cref="InLanguages"/>.</summary>
    public static string Within(DateTimeOffset at) => At(at) + End;

    /// <summary>Words of <see cref="InLanguages"/> of at most <paramref name="longest"/> units, never through an instant within them: it stays whole or goes.</summary>
    public static string CutWithin(string words, int longest)
    {
        var cut = words.CutTo(longest);
        return cut.LastIndexOf(Sign) is >= 0 and var opened && cut.IndexOf(End, opened) < 0 ? cut[..opened].TrimEnd() : cut;
    }

    /// <summary>The argument with its words changed in each language; any other argument is answered as it is.</summary>
    public static string Changed(string argument, Func<string, string> change) =>
        argument.StartsWith(LanguagesSign, StringComparison.Ordinal) && JsonSerializer.Deserialize<Dictionary<string, string>>(argument[LanguagesSign.Length..]) is { } words
            ? InLanguages([.. words.Select(w => KeyValuePair.Create(w.Key, change(w.Value)))]) : argument;

    /// <summary>Words by language ("fr", "en"), complete as they were told: whoever reads later reads the same. The first serves whoever reads another language.</summary>
    public static string InLanguages(params IReadOnlyList<KeyValuePair<string, string>> words) => LanguagesSign + JsonSerializer.Serialize(words.ToDictionary(w => w.Key, w => w.Value));

    extension(TextCatalog texts)
    {
        /// <summary>A notification's sentence, in the present culture.</summary>
        public string News(string text, IEnumerable<string> arguments, TimeZoneInfo zone)
        {
            try
            {
                return texts.Format(text, [.. arguments.Select(a => Said(texts, a, zone))]);
            }
            catch (FormatException)
            {
                return string.Join(" · ", arguments.Select(a => Said(texts, a, zone)));    // told by another release: one line must not take the page with it
            }
        }

        /// <summary>A notification's longer words as Markdown, in the present culture; null where it has none.</summary>
        public string? NewsBody(string? body, TimeZoneInfo zone) => body is null || Said(texts, body, zone) is not { Length: > 0 } said ? null : said;
    }

    private static string Said(TextCatalog texts, string argument, TimeZoneInfo zone)
    {
        if (argument.StartsWith(TextSign, StringComparison.Ordinal)) return texts[argument[TextSign.Length..]];
        if (argument.StartsWith(LanguagesSign, StringComparison.Ordinal)) return Instants().Replace(InPresentLanguage(argument[LanguagesSign.Length..]), m => Moment(m.Groups["at"].Value, zone) ?? "");
        return argument.StartsWith(InstantSign, StringComparison.Ordinal) ? Moment(argument.AsSpan(InstantSign.Length), zone) ?? argument : argument;
    }

    private static string InPresentLanguage(string words)
    {
        var all = JsonSerializer.Deserialize<Dictionary<string, string>>(words) ?? [];
        return all.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? all.Values.FirstOrDefault() ?? "";
    }

    /// <summary>Null for what is no instant.</summary>
    private static string? Moment(ReadOnlySpan<char> written, TimeZoneInfo zone)
    {
        if (!DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, out var at)) return null;
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return $"{local.ToString("d", CultureInfo.CurrentCulture)} {local.ToString("t", CultureInfo.CurrentCulture)}";
    }

    [GeneratedRegex("\u0001i(?<at>[^\u0002]*)\u0002")]
    private static partial Regex Instants();
}
