using System.Globalization;
using System.Text;

namespace OpsFlux.Kernel.Search;

/// <summary>Cuts texts into the words that typing errors are looked for in: letters alone, without accents and capitals.</summary>
internal static class WordReading
{
    /// <summary>Shorter words are too near to one another, longer ones are no words.</summary>
    public const int Shortest = 4, Longest = 40;

    public static string Fold(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) result.Append(char.ToLowerInvariant(letter));
        return result.ToString().Normalize(NormalizationForm.FormC);
    }

    public static IEnumerable<string> WordsOf(string text)
    {
        var folded = Fold(text);
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var isLetter = i < folded.Length && char.IsLetter(folded[i]);
            if (isLetter && start < 0) start = i;
            if (isLetter || start < 0) continue;
            if (i - start is >= Shortest and <= Longest) yield return folded[start..i];
            start = -1;
        }
    }

    /// <summary>Letters added, left out, changed, or two neighbours exchanged; null where more than <paramref name="most"/>.</summary>
    public static int? Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return null;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }
        }

        return rows[a.Length, b.Length] is var distance && distance <= most ? distance : null;
    }
}
