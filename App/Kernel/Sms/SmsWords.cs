using System.Globalization;
using System.Text;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Sms;

/// <summary>The rules of texts that leave by SMS: one line, nothing that a telephone would obey instead of showing, no character in half.</summary>
public static class SmsWords
{
    public const int LongestTitle = 100;
    private const string UrgentMark = "[OpsFlux URGENT] ";

    /// <summary>What an urgent notification says: the mark, and at most 100 UTF-16 units of the title.</summary>
    public static string Urgent(string title) => UrgentMark + Cut(OneLine(title), LongestTitle);

    /// <summary>One line without control characters; what ended lines is a space, and several are one.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.WithoutDirectionMarks().EnumerateRunes())   // halves of pairs come as the mark for what cannot be read
        {
            var isSpace = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (isSpace && (line.Length == 0 || line[^1] != ' ')) line.Append(' ');
            if (!isSpace && !Rune.IsControl(rune)) line.Append(rune.ToString());
        }

        return line.ToString().Trim();
    }

    /// <summary>At most <paramref name="length"/> UTF-16 units, never through the middle of what is read as one character.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = 0;
        while (end + StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && next <= length) end = next;
        return text[..end].TrimEnd();
    }
}
