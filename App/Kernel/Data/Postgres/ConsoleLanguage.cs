using System.Globalization;

namespace OpsFlux.Kernel.Data.Postgres;

/// <summary>The language in which the program speaks to whoever starts it, before any user or setting is known.</summary>
public static class ConsoleLanguage
{
    /// <summary>French where the terminal is French (LC_ALL, LC_MESSAGES, LANG, in POSIX's order), else English.</summary>
    public static CultureInfo Culture { get; } = Choose(Environment.GetEnvironmentVariable);

    internal static CultureInfo Choose(Func<string, string?> variable)
    {
        string[] names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        var first = names.Select(variable).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        var french = first?.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ?? false;
        return CultureInfo.GetCultureInfo(french ? "fr" : "en");
    }
}
