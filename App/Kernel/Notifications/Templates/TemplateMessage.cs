using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>What a template says with its values, in one language.</summary>
/// <param name="Subject">Plain text.</param>
/// <param name="Body">Markdown in which no value means anything; null without one.</param>
public sealed record FilledTemplate(string Subject, string? Body, string Href);

/// <summary>Puts values into a template: as text into subjects, escaped into Markdown and addresses.</summary>
internal sealed class TemplateMessage(TextCatalog texts, IReadOnlyDictionary<string, object> values)
{
    /// <summary>For what nobody gave a value of.</summary>
    private const string Missing = "–";

    /// <summary>Where a template leads whose address does not come out as one of ours.</summary>
    private const string Elsewhere = "/notifications";

    /// <summary>The message as everybody will read it, each in his language and zone.</summary>
    public Message Of(NewsKind kind, int priority, TemplateWords words)
    {
        var filled = Languages.All.Select(l => KeyValuePair.Create(l.Name, In(words, l))).ToList();
        var subject = NewsArgument.InLanguages([.. filled.Select(f => KeyValuePair.Create(f.Key, f.Value.Subject))]);
        return new(kind, TemplateText.Sentence, filled[0].Value.Href, subject)
        {
            Priority = priority,
            Body = filled.All(f => f.Value.Body is null) ? null : NewsArgument.InLanguages([.. filled.Select(f => KeyValuePair.Create(f.Key, f.Value.Body ?? ""))]),
        };
    }

    /// <summary>Instants are still signs: <c>TextCatalog.News</c> and <c>NewsBody</c> say them in a reader's zone.</summary>
    public FilledTemplate In(TemplateWords words, CultureInfo reader)
    {
        var language = words.FallsBack(reader.Name) ? Languages.All.First(l => l.Name != reader.Name) : reader;    // values in the language of the words around them
        var (culture, texting) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
        try
        {
            var (subject, body) = words.In(language.Name);
            return new(
                NewsArgument.CutWithin(Placeholders.Fill(subject, n => Value(n, v => v)), TemplateLimits.ToldSubjectMax),
                string.IsNullOrWhiteSpace(body) ? null : Placeholders.Fill(body, n => Value(n, Placeholders.EscapeMarkdown)),
                Address(words.Href));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, texting);
        }
    }

    private string Value(string name, Func<string, string> escape) => values.GetValueOrDefault(name) switch
    {
        DateTimeOffset at => NewsArgument.Within(at),
        TextKey key => escape(Placeholders.Clean(texts[key.Key])),
        { } value when Convert.ToString(value, CultureInfo.CurrentCulture) is { } said && Placeholders.Clean(said) is { Length: > 0 } line => escape(line),
        _ => Missing,
    };

    /// <summary>The same in every language: a number, an id. What lacks a value leads to the centre of notifications.</summary>
    private string Address(string href)
    {
        if (Placeholders.Names(href).Any(n => values.GetValueOrDefault(n) is null or "" or DateTimeOffset)) return Elsewhere;
        var filled = Placeholders.Fill(href, n => Uri.EscapeDataString(Placeholders.Clean(values[n] is TextKey key ? texts[key.Key] : Convert.ToString(values[n], CultureInfo.InvariantCulture) ?? "")));
        return filled.Length <= TemplateLimits.ToldHrefMax && Web.LocalAddress.Or(filled) == filled ? filled : Elsewhere;
    }
}
