using System.Globalization;
using System.Text;

namespace OpsFlux.Kernel.Accounts.Passwords;

/// <summary>A password as those who guess see it: lower case, without accents, letters for the signs that stand for them, no spaces or signs.</summary>
internal static class PasswordText
{
    public static string Of(string password)
    {
        var plain = new StringBuilder(password.Length);
        foreach (var c in password.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark) continue;
            if (Letter(char.ToLowerInvariant(c)) is { } kept) plain.Append(kept);
        }

        return plain.ToString();
    }

    /// <summary>Digits that imitate letters are read as letters where letters stand beside them.</summary>
    public static string WithLetters(string text)
    {
        var read = text.ToCharArray();
        for (var i = 0; i < read.Length; i++)
            if (Imitated(read[i]) is { } letter && (IsLetter(i - 1) || IsLetter(i + 1))) read[i] = letter;
        return new(read);

        bool IsLetter(int at) => at >= 0 && at < read.Length && char.IsLetter(read[at]);
    }

    private static char? Letter(char c) => c switch
    {
        '@' => 'a',
        '$' => 's',
        '€' => 'e',
        '!' or '|' => null,
        _ when char.IsLetterOrDigit(c) => c,
        _ => null,
    };

    private static char? Imitated(char c) => c switch
    {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        _ => null,
    };
}
