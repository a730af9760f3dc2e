using System.Globalization;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Notifications;

/// <summary>
/// Arguments of a notification that read differently for each reader: a text by its key, and an instant in his zone. Kept
/// as text behind a sign that nobody can type, since what people write has no control characters.
/// </summary>
public static class NewsArgument
{
    private const string TextSign = "\u0001t", InstantSign = "\u0001i";

    public static string Text(string key) => TextSign + key;

    public static string At(DateTimeOffset at) => InstantSign + at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    extension(TextCatalog texts)
    {
        /// <summary>A notification's sentence, in the present culture.</summary>
        public string News(string text, IEnumerable<string> arguments, TimeZoneInfo zone) => texts.Format(text, [.. arguments.Select(a => Said(texts, a, zone))]);
    }

    private static string Said(TextCatalog texts, string argument, TimeZoneInfo zone)
    {
        if (argument.StartsWith(TextSign, StringComparison.Ordinal)) return texts[argument[TextSign.Length..]];
        if (!argument.StartsWith(InstantSign, StringComparison.Ordinal) || !DateTimeOffset.TryParse(argument.AsSpan(InstantSign.Length), CultureInfo.InvariantCulture, out var at)) return argument;
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return $"{local.ToString("d", CultureInfo.CurrentCulture)} {local.ToString("t", CultureInfo.CurrentCulture)}";
    }
}
