using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Web;

/// <summary>
/// The small signs of lists as ready markup: one frame each instead of a component, which is what keeps a list page of
/// fifty rows light on the server. On other pages the components of the same names read better.
/// </summary>
public static class Marks
{
    /// <summary>The few signs there are, made once: fifty rows in every open circuit point at them instead of holding their own.</summary>
    private static readonly ConcurrentDictionary<(string Kind, string Text), MarkupString> Made = new();

    private static readonly string[] Levels = ["p0", "p1", "p2", "p3", "p4", "p5"];

    /// <param name="tone">new, run, wait, done or bad: the colour; the text says the same in words.</param>
    public static MarkupString State(string tone, string text) =>
        Made.GetOrAdd((tone, text), static sign => new($"<span class=\"st {Encoded(sign.Kind)}\">{Encoded(sign.Text)}</span>"));

    /// <param name="level">1 (most urgent) to 5.</param>
    public static MarkupString Priority(int level, string text) =>
        Made.GetOrAdd(
            (Levels[Math.Clamp(level, 1, 5)], text),
            static sign => new($"<span class=\"prio {sign.Kind}\"><i aria-hidden=\"true\"><u></u><u></u><u></u></i>{Encoded(sign.Text)}</span>"));

    /// <summary>Initials in a disc, drawn by the style sheet: the name stands beside it or labels the button, so they are no text.</summary>
    public static MarkupString Avatar(string? name, bool small = false) =>
        new($"<span class=\"av{(small ? " s" : "")}\" aria-hidden=\"true\" data-initials=\"{Encoded(Initials(name))}\"></span>");

    /// <summary>Disc and name; <paramref name="nobody"/> is the text for a null name.</summary>
    public static MarkupString Person(string? name, string nobody) =>
        new($"<span class=\"person\">{Avatar(name, small: true)}<span>{Encoded(name ?? nobody)}</span></span>");

    public static MarkupString Instant(DateTimeOffset at, ReaderZone zone, TextCatalog texts, DateTimeOffset now)
    {
        var wording = new InstantWording(zone, texts);
        return new($"<time datetime=\"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\" title=\"{Encoded(wording.Full(at))}\">{Encoded(wording.Short(at, now))}</time>");
    }

    /// <summary>The box that selects a row. The script of lists listens, not the server: fifty handlers would weigh on every circuit.</summary>
    public static MarkupString Pick(string value, string label) => new($"<input type=\"checkbox\" value=\"{Encoded(value)}\" aria-label=\"{Encoded(label)}\" autocomplete=\"off\">");

    /// <summary>A bar of how much of a target is used up, and what remains; the script of clocks counts on from it. Nothing where there is no clock.</summary>
    public static MarkupString Clock(ClockSign? sign)
    {
        if (sign is null) return default;
        var counting = sign.Windows is null ? "" : string.Create(CultureInfo.InvariantCulture, $" data-left=\"{sign.Left}\" data-allowed=\"{sign.Allowed}\" data-windows=\"{Encoded(sign.Windows)}\"");
        return new(string.Create(CultureInfo.InvariantCulture, $"<span class=\"sla {sign.Tone}\" style=\"--p:{sign.Percent}%\" title=\"{Encoded(sign.Title)}\"><span></span><b{counting}>{Encoded(sign.Text)}</b></span>"));
    }

    private static string Initials(string? name) => string.IsNullOrWhiteSpace(name)
        ? "–"
        : string.Concat(name.Split([' ', '.', '-'], StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => char.ToUpperInvariant(word[0])));

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}

/// <summary>A clock as one line shows it.</summary>
/// <param name="Tone">ok, warn, bad or idle.</param>
/// <param name="Percent">Of the target, 0 to 100.</param>
/// <param name="Left">Seconds that remained at the first of the windows.</param>
/// <param name="Windows">Working windows from which a browser counts on, in seconds since 1970; null: it stands still.</param>
public sealed record ClockSign(string Tone, int Percent, string Title, string Text, long? Left, long Allowed, string? Windows);
