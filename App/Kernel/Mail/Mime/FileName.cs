using System.Text;

namespace OpsFlux.Kernel.Mail.Mime;

/// <summary>
/// The name of an attached file as parameters of its header (RFC 2231): any letter, no path, no line break. What is long
/// comes in numbered pieces, so that no line is too long for a server on the way.
/// </summary>
internal static class FileName
{
    private const int Longest = 200, PieceLength = 54;

    public static string Parameter(string name)
    {
        var bare = HeaderText.Clean(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        if (bare.Length > Longest) bare = bare[^Longest..];
        if (bare.Length is > 0 and <= PieceLength && bare.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) return $"filename=\"{bare}\"";
        var pieces = Pieces(bare);
        return pieces is [var only] ? $"filename*=utf-8''{only}" : string.Join("; ", pieces.Select((piece, i) => $"filename*{i}*={(i == 0 ? "utf-8''" : "")}{piece}"));
    }

    /// <summary>Escaped, and never parted within a character.</summary>
    private static List<string> Pieces(string name)
    {
        var (pieces, piece) = (new List<string>(), new StringBuilder());
        foreach (var rune in name.EnumerateRunes())
        {
            var escaped = Uri.EscapeDataString(rune.ToString());
            if (piece.Length + escaped.Length > PieceLength)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            piece.Append(escaped);
        }

        pieces.Add(piece.ToString());
        return pieces;
    }
}
