using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpsFlux.Tests.Architecture;

/// <summary>One resource file: keys with their texts.</summary>
internal sealed record TextFile(string Path, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>Every French file and its English twin.</summary>
    public static IReadOnlyList<(TextFile French, TextFile English)> Pairs { get; } =
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(SourceFile.Root, "App"), "*.resx", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".en.resx", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
            .Select(f => (Read(f), Read(f[..^".resx".Length] + ".en.resx"))),
    ];

    public static TextFile Of(string marker) => Pairs.Select(p => p.French).Single(f => f.Path.EndsWith($"/{marker}.resx", StringComparison.Ordinal));

    private static TextFile Read(string path) => new(
        System.IO.Path.GetRelativePath(SourceFile.Root, path),
        File.Exists(path) ? XDocument.Load(path).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value) : new Dictionary<string, string>());   // the format's own rule
}

/// <summary>How code names texts, and what is wrong with the resources.</summary>
internal static partial class TextRules
{
    /// <summary>What the two languages do not agree on: a key, a placeholder; or a text that is empty.</summary>
    public static IEnumerable<string> Differences(TextFile french, TextFile english) =>
        french.Texts.Keys.Union(english.Texts.Keys).Where(key =>
            !french.Texts.TryGetValue(key, out var fr) || !english.Texts.TryGetValue(key, out var en)
            || string.IsNullOrWhiteSpace(fr) || string.IsNullOrWhiteSpace(en) || !Placeholders(fr).SetEquals(Placeholders(en)))
            .Select(key => $"{french.Path}: {key}");

    /// <summary>Keys that the file names literally, with the resource that has to hold them: a marker class, or null for any that the catalogue reads.</summary>
    public static IEnumerable<(string? Marker, string Key)> Named(SourceFile file)
    {
        foreach (Match match in Indexed().Matches(file.Text))
            yield return (match.Groups["who"].Value is "L" or "text" && file.Module is { } module ? $"{module}Text" : null, match.Groups["key"].Value);
        foreach (Match match in Formatted().Matches(file.Text)) yield return (null, match.Groups["key"].Value);
        foreach (Match match in Notified().Matches(file.Text)) yield return (null, match.Groups["key"].Value);
        foreach (Match match in Refused().Matches(file.Text)) yield return (null, $"Refusal.{match.Groups["key"].Value}");
        foreach (Match match in Wrong().Matches(file.Text)) yield return (null, $"Error.{match.Groups["key"].Value}");
        foreach (Match match in Hosting().Matches(file.Text)) yield return ("HostingText", match.Groups["key"].Value);
        foreach (Match match in Startup().Matches(file.Text)) yield return ("PostgresText", match.Groups["key"].Value);
        foreach (Match match in Reported().Matches(file.Text)) yield return ("ReportsText", match.Groups["key"].Value);
    }

    /// <summary>Codes that validation attributes of contracts answer.</summary>
    public static IEnumerable<string> ValidationCodes(IEnumerable<SourceFile> contracts) =>
        contracts.Where(f => f.Path.StartsWith("Shared/", StringComparison.Ordinal)).SelectMany(f => Code().Matches(f.Text)).Select(m => m.Groups["key"].Value).Distinct();

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b(?<who>L|Texts|texts|text)\[""(?<key>[^""]+)""")]
    private static partial Regex Indexed();

    [GeneratedRegex(@"\b[Tt]exts\.Format\(""(?<key>[^""]+)""")]
    private static partial Regex Formatted();

    [GeneratedRegex(@"""(?<key>Notify\.\w+|AutoAssigned\.\w+)(?=[""|])")]
    private static partial Regex Notified();

    [GeneratedRegex(@"\bRefusal\.Conflict\(""(?<key>[^""]+)""|\bnew\(RefusalKind\.\w+, ""(?<key>[^""]+)""")]
    private static partial Regex Refused();

    [GeneratedRegex(@"\bnew FieldError\([^,;]+, ""(?<key>[^""]+)""")]
    private static partial Regex Wrong();

    [GeneratedRegex(@"\b(HostingText\.Get|MisusedAsync|FailedAsync)\(""(?<key>[^""]+)""")]
    private static partial Regex Hosting();

    [GeneratedRegex(@"\bStartupProblem\(""(?<key>[^""]+)""")]
    private static partial Regex Startup();

    [GeneratedRegex(@"\bReport\[""(?<key>[^""]+)""")]
    private static partial Regex Reported();

    [GeneratedRegex(@"(\bnew\(|\? |: |ErrorMessage = |return )\$?""(?<key>[a-z]+(-[a-z]+)*)(?=[:""])")]
    private static partial Regex Code();
}
