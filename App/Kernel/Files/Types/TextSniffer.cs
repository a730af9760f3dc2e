using System.Text;
using System.Text.RegularExpressions;

namespace OpsFlux.Kernel.Files.Types;

/// <summary>Tells text from bytes, and pages and drawings with scripts from plain text.</summary>
internal static partial class TextSniffer
{
    /// <summary>Characters of a beginning that decide: what stands further down does not make a page of a log.</summary>
    private const int Decisive = 4096;

    /// <summary>Null where this is no text.</summary>
    /// <param name="isWhole">False where the text goes on beyond <paramref name="head"/>, which may then end inside a character.</param>
    public static FileType? Sniff(byte[] head, bool isWhole)
    {
        if (Decode(head, isWhole) is not { } text || text.Any(IsBinary)) return null;
        var start = text[..Math.Min(text.Length, Decisive)];
        if (Drawing().IsMatch(start)) return FileTypes.Svg;
        return Page().IsMatch(start) ? FileTypes.Html : Script().IsMatch(start) ? FileTypes.Script : FileTypes.Text;
    }

    private static string? Decode(byte[] head, bool isWhole)
    {
        if (head.AsSpan().StartsWith<byte>([0xFF, 0xFE])) return Encoding.Unicode.GetString(head.AsSpan(2));
        if (head.AsSpan().StartsWith<byte>([0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(head.AsSpan(2));
        var utf8 = Encoding.UTF8.GetString(head).TrimStart('\uFEFF');
        if (!isWhole) utf8 = utf8.TrimEnd('\uFFFD');

        // Old French text is Windows-1252; Latin-1 agrees with it wherever it matters here.
        return utf8.Contains('\uFFFD') ? Encoding.Latin1.GetString(head) : utf8;
    }

    /// <summary>Latin-1's C1 range is printable in Windows-1252, so it counts as text.</summary>
    private static bool IsBinary(char c) => c < ' ' && c is not ('\t' or '\n' or '\r' or '\f' or '\u001b') || c == '\u007f';

    // Atomic: what was read as a comment is never read otherwise, or a text of nothing but comments would be read in more ways than there is time for.
    private const string Prologue = @"\A\s*(?>(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE\s+svg[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*)";

    [GeneratedRegex(Prologue + @"<(?:\w+:)?svg\b", RegexOptions.IgnoreCase | RegexOptions.Singleline, 500)]
    private static partial Regex Drawing();

    [GeneratedRegex(
        @"\A\s*(?>(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*)<(?:!doctype\s+html|(?:html|head|body|script|iframe|style|title|meta|link|base|object|embed|form|table|div|img|a|p|br|h1|svg)\b)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline, 500)]
    private static partial Regex Page();

    [GeneratedRegex(@"\A\s*(?:@echo\s+(?:off|on)\b|<\?php\b|<%@)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Script();
}
