using System.Buffers;
using System.Text;
using System.Xml;

namespace OpsFlux.Kernel.Reports;

/// <summary>What is done to a user's text before it enters a file that another program will interpret.</summary>
internal static class CellText
{
    // OWASP's list of first characters that a spreadsheet takes for a formula, with the full-width forms that some
    // fold to ASCII on import.
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>Line breaks become LF; characters that XML 1.0 cannot carry, lone surrogates included, are dropped.</summary>
    public static string Clean(string text)
    {
        if (!NeedsCleaning(text)) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes())
            if (IsLegal(rune)) kept.Append(rune);
        return kept.ToString();
    }

    /// <summary>
    /// True where a spreadsheet may read a formula into the text. Leading spaces do not help: some programs trim them.
    /// </summary>
    public static bool LooksLikeFormula(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return false;
        if (FormulaStarts.Contains(text[0])) return true;
        var trimmed = text.TrimStart();
        return !trimmed.IsEmpty && FormulaStarts.Contains(trimmed[0]);
    }

    /// <summary>At most <paramref name="length"/> UTF-16 units, the last an ellipsis, no surrogate pair cut in two.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = length - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    private static bool NeedsCleaning(string text)
    {
        foreach (var c in text)
            if (c == '\r' || !XmlConvert.IsXmlChar(c)) return true;   // surrogates are not: pairs take the slow path
        return false;
    }

    // EnumerateRunes gives U+FFFD for a lone surrogate; one that the user really wrote says nothing either.
    private static bool IsLegal(Rune rune)
        => rune != Rune.ReplacementChar && (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value));
}
