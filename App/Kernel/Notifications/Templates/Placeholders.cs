using System.Text;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>{{fields}} in the words of a template.</summary>
internal static partial class Placeholders
{
    /// <summary>Names in order of appearance, each once.</summary>
    public static IReadOnlyList<string> Names(string? text) => [.. Place().Matches(text ?? "").Select(m => m.Groups["name"].Value).Distinct()];

    /// <summary>Braces that open or close nothing.</summary>
    public static bool HasLooseBraces(string? text) => text is not null && Place().Replace(text, "") is var rest && (rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal));

    /// <summary>
    /// From left to right, once: braces within a value stay as they are. Backslashes right before a place are dropped, which
    /// would otherwise undo the first one of an escaped value.
    /// </summary>
    public static string Fill(string text, Func<string, string> value) => Place().Replace(text, m => value(m.Groups["name"].Value));

    /// <summary>One line without control characters or signs that turn the direction of writing, at most <see cref="TemplateLimits.ValueMax"/> long.</summary>
    public static string Clean(string value)
    {
        var line = Blank().Replace(value.WithoutDirectionMarks(), " ").Trim();
        return line.Length <= TemplateLimits.ValueMax ? line : $"{line.CutTo(TemplateLimits.ValueMax - 1)}…";
    }

    /// <summary>
    /// Names in a body that stand within code or a bare address, where a backslash is shown instead of taking a sign its
    /// meaning.
    /// </summary>
    public static IReadOnlyList<string> NamesInCode(string? body)
    {
        var names = Names(body);
        if (names.Count == 0) return [];
        var stands = names.Select((name, i) => (name, Word: $"zq{i}field.zq")).ToDictionary(n => n.name, n => n.Word);
        var raw = Raw(Fill(body!, n => stands[n])).Concat(Raw(Fill(body!, n => EscapeMarkdown($"{stands[n]}`{stands[n]}")))).ToList();   // it has names
        return [.. names.Where(n => raw.Exists(r => r.Contains(stands[n], StringComparison.OrdinalIgnoreCase)))];
    }

    /// <summary>All that Markdown takes as it stands.</summary>
    private static IEnumerable<string> Raw(string markdown) => SafeMarkdown.Parse(markdown).Descendants().Select(part => part switch
    {
        FencedCodeBlock code => $"{code.Info} {code.Arguments}\n{code.Lines}",
        CodeBlock code => code.Lines.ToString(),
        CodeInline code => code.Content,
        AutolinkInline link => link.Url,
        LinkInline { IsAutoLink: true } link => link.Url,
        _ => null,
    }).OfType<string>();

    /// <summary>The same words to whoever reads the Markdown: every sign that could mean something gets a backslash.</summary>
    public static string EscapeMarkdown(string line)
    {
        var escaped = new StringBuilder(line.Length + 8);
        foreach (var c in line)
        {
            if (char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c))) escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"\\*\{\{\s*(?<name>[A-Za-z][A-Za-z0-9_]{0,49})\s*\}\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"[\s\p{Cc}\u2028\u2029\u200B\uFEFF]+")]
    private static partial Regex Blank();
}
