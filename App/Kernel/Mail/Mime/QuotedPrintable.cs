using System.Text;

namespace OpsFlux.Kernel.Mail.Mime;

/// <summary>
/// UTF-8 text in lines of 76 ASCII characters at most (RFC 2045): readable as it is, and no server on the way has a reason
/// to change it. Its lines never begin with "=_", which is what boundaries begin with.
/// </summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 76;

    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length + (text.Length / 8));
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            EncodeLine(line, result);
            result.Append("\r\n");
        }

        return result.ToString();
    }

    private static void EncodeLine(string line, StringBuilder result)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var piece = Piece(bytes[i], isLast: i == bytes.Length - 1);
            if (length + piece.Length > LongestLine - 1)
            {
                result.Append("=\r\n");
                length = 0;
            }

            result.Append(piece);
            length += piece.Length;
        }
    }

    /// <summary>A space at the end of a line would be lost on the way; '=' begins every escape.</summary>
    private static string Piece(byte value, bool isLast) =>
        value is (byte)' ' or (byte)'\t' ? isLast ? $"={value:X2}" : ((char)value).ToString()
        : value is > 32 and < 127 and not (byte)'=' ? ((char)value).ToString() : $"={value:X2}";
}
