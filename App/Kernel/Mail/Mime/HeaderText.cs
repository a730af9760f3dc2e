using System.Text;

namespace OpsFlux.Kernel.Mail.Mime;

/// <summary>Free text in headers: no line break of the author's gets in, and what is not plain ASCII becomes encoded words (RFC 2047).</summary>
internal static class HeaderText
{
    /// <summary>An encoded word has 75 characters at most. With 42 bytes it has 68, and one fits on the line of "Subject:".</summary>
    private const int BytesPerWord = 42;

    /// <summary>Every control character, line breaks first of all, becomes a space.</summary>
    public static string Clean(string text) => string.Concat(text.Select(c => IsControl(c) ? ' ' : c)).Trim();

    /// <summary>The pieces between which a line may be folded. Text that could be taken for an encoded word is encoded too.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var clean = Clean(text);
        var plain = clean.All(char.IsAscii) && !clean.Contains("=?", StringComparison.Ordinal);
        string[] words = clean.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return plain && words.All(w => w.Length <= FoldedHeaders.LongestLine / 2) ? words : [.. Encode(clean)];
    }

    /// <summary>Separate encoded words, none of which breaks a character in two; a reader joins them without a space.</summary>
    public static IEnumerable<string> Encode(string text)
    {
        var bytes = new List<byte>(BytesPerWord);
        foreach (var rune in text.EnumerateRunes())
        {
            var next = Encoding.UTF8.GetBytes(rune.ToString());
            if (bytes.Count + next.Length > BytesPerWord)
            {
                yield return Word(bytes);
                bytes.Clear();
            }

            bytes.AddRange(next);
        }

        if (bytes.Count > 0) yield return Word(bytes);
    }

    /// <summary>Line and paragraph separators too: some readers break a line at them.</summary>
    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
