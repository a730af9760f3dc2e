using OpsFlux.Kernel.Import;

namespace OpsFlux.Modules.Assets.Public;

/// <summary>How the sample of predictive maintenance names machines and their components: short, and in signs of which keys can be made.</summary>
public static class PdmName
{
    public const string Source = "pdm";

    private const int Longest = 20;

    /// <summary>Null where it is missing or wrong, which is noted on the row.</summary>
    public static string? Read(ImportRow row, string column)
    {
        row.Require(column);
        if (row.Text(column, Longest) is not { } name) return null;
        if (name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return name;
        row.Refuse(column, "code-form", name);
        return null;
    }
}
