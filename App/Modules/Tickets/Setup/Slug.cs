using System.Globalization;
using System.Text;

namespace OpsFlux.Modules.Tickets.Setup;

/// <summary>Makes a stable code of the words it was first called by: "Numéro de série" → "numero-de-serie".</summary>
internal static class Slug
{
    /// <param name="isTaken">Asked until a code is free: "-2", "-3" … are put behind it.</param>
    public static string Of(string words, int longest, Func<string, bool> isTaken)
    {
        const int RoomForNumber = 6;
        var letters = Letters(words);
        var code = letters.Length > longest - RoomForNumber ? letters[..(longest - RoomForNumber)] : letters;
        if (code.Length == 0) code = "x";   // a name in another script: only the number tells them apart
        var free = code;
        for (var i = 2; isTaken(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{code}-{i}");
        return free;
    }

    private static string Letters(string words)
    {
        var slug = new StringBuilder(words.Length);
        foreach (var c in words.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString().TrimEnd('-');
    }
}
