using System.Globalization;
using System.Text;

namespace OpsFlux.Kernel.Records.Tags;

/// <summary>How a tag is written and how it is compared.</summary>
public static class TagWords
{
    public const int Longest = 40;

    /// <summary>One line, single blanks, no commas (they separate tags in addresses), nothing the database cannot hold.</summary>
    public static string Clean(string typed)
    {
        var kept = string.Concat(typed.EnumerateRunes().Where(r => r.Value != ',' && (!Rune.IsControl(r) || Rune.IsWhiteSpace(r))));
        return string.Join(' ', kept.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Normalize();
    }

    /// <summary>"Été 2026 " and "ETE  2026" are one tag: lower case, no accents.</summary>
    public static string Key(string typed)
    {
        var plain = Clean(typed).Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        return new string([.. plain]).Normalize().ToLowerInvariant();
    }
}
