using System.Globalization;
using System.Text;

namespace OpsFlux.Kernel.Files;

/// <summary>Names of files as people see them. They never become a path of ours: what is stored is named by a UUID.</summary>
public static class FileName
{
    public const int Longest = 200;
    private const string Nameless = "fichier";

    /// <summary>Characters that a system somewhere takes for a path, a wildcard or a command.</summary>
    private const string Unsafe = "<>:\"|?*";

    /// <summary>
    /// The last part of whatever path was sent, without what cannot be seen: control characters, and format characters such
    /// as the override that shows "gpj.exe" as "exe.jpg". Composed (NFC), at most <see cref="Longest"/> characters with the
    /// extension kept, never empty.
    /// </summary>
    public static string Safe(string? given)
    {
        var last = (given ?? "").Split('/', '\\')[^1];
        var seen = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes()) Append(seen, rune);
        var name = seen.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.');
        if (name.Length == 0 || name.StartsWith('.')) return Nameless;
        return Shorten(given is not null && last.TrimStart().StartsWith('.') && !name.Contains('.') ? $"{Nameless}.{name}" : name);
    }

    /// <summary>In lower case and without its dot; empty where there is none.</summary>
    public static string Extension(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? "" : name[(dot + 1)..].ToLowerInvariant();
    }

    private static void Append(StringBuilder name, Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (rune == Rune.ReplacementChar
            || category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse) return;
        if (category is UnicodeCategory.SpaceSeparator) name.Append(' ');
        else if (rune.IsAscii && Unsafe.Contains((char)rune.Value)) name.Append('_');
        else name.Append(rune.ToString());
    }

    private static string Shorten(string name)
    {
        if (name.Length <= Longest) return name;
        var extension = Extension(name) is { Length: > 0 and <= 10 } known ? $".{known}" : "";
        var length = Longest - extension.Length;
        if (char.IsHighSurrogate(name[length - 1])) length--;
        return name[..length].TrimEnd(' ', '.') + extension;
    }
}
