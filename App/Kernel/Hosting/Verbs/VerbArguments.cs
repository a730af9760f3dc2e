namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary>
/// The words after the verb: positional ones in order, and options as --name value, --name=value or --flag. Every option
/// has to be declared by the verb, so that a typing error is told and not ignored.
/// </summary>
public sealed class VerbArguments
{
    private readonly Dictionary<string, string?> options = new(StringComparer.Ordinal);

    private VerbArguments()
    {
    }

    public List<string> Positional { get; } = [];

    /// <param name="flags">Names of options that stand alone; all others take a value.</param>
    public static VerbArguments Parse(IEnumerable<string> words, params string[] flags)
    {
        var result = new VerbArguments();
        using var word = words.GetEnumerator();
        while (word.MoveNext())
        {
            if (!word.Current.StartsWith("--", StringComparison.Ordinal))
            {
                result.Positional.Add(word.Current);
                continue;
            }

            var (name, value) = Split(word.Current[2..]);
            if (value is null && !flags.Contains(name) && word.MoveNext()) value = word.Current;
            result.options[name] = value;
        }

        return result;
    }

    public bool Has(string name) => options.ContainsKey(name);

    public string? Value(string name) => options.GetValueOrDefault(name);

    /// <summary>The first option that the verb does not know, or null.</summary>
    public string? UnknownAmong(params string[] known) => options.Keys.FirstOrDefault(o => !known.Contains(o));

    private static (string Name, string? Value) Split(string option)
    {
        var at = option.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (option, null) : (option[..at], option[(at + 1)..]);
    }
}
