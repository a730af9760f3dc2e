using System.Text.RegularExpressions;

namespace OpsFlux.Tests.Architecture;

/// <summary>Something that must not stand in certain files.</summary>
/// <param name="Name">The rule as a sentence, shown when it is broken.</param>
/// <param name="Where">The files it holds for.</param>
/// <param name="Forbidden">May depend on the file, as "other modules" does.</param>
/// <param name="Violation">A file that breaks it: the proof that the rule sees what it is there for.</param>
internal sealed record SourceRule(string Name, Func<SourceFile, bool> Where, Func<SourceFile, Regex> Forbidden, SourceFile Violation)
{
    /// <summary>Files that may, each with its reason.</summary>
    public IReadOnlyDictionary<string, string> Except { get; init; } = new Dictionary<string, string>();

    public IEnumerable<string> ViolationsIn(IEnumerable<SourceFile> files) =>
        from file in files
        where Where(file) && !Except.ContainsKey(file.Path)
        from Match match in Forbidden(file).Matches(file.Text)
        select $"{file.Path}: {match.Value}";
}
