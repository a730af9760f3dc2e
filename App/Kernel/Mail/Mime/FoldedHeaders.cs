using System.Text;

namespace OpsFlux.Kernel.Mail.Mime;

/// <summary>Header lines as they leave: ASCII, folded at 78 characters, each ended by CR LF.</summary>
internal sealed class FoldedHeaders
{
    public const int LongestLine = 78;

    private readonly StringBuilder lines = new();

    /// <summary>Free text such as a subject.</summary>
    public FoldedHeaders Text(string name, string value) => Fold(name, HeaderText.Words(value));

    /// <summary>A mailbox with its display name, where it has one.</summary>
    public FoldedHeaders Mailbox(string name, Mailbox mailbox)
    {
        if (mailbox.Name is null) return Fold(name, [mailbox.Address]);
        var words = HeaderText.Words(mailbox.Name);
        if (words is not [var first, ..] || !first.StartsWith("=?", StringComparison.Ordinal)) words = Quoted(words);
        return Fold(name, [.. words, $"<{mailbox.Address}>"]);
    }

    /// <summary>What we compose ourselves, such as identifiers. A control or foreign character in it is a bug, and thrown.</summary>
    public FoldedHeaders Structured(string name, string value)
    {
        if (value.Any(c => c is < ' ' or > '~')) throw new ArgumentException($"Header {name} has a character that no header may have.", nameof(value));
        return Fold(name, value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    public override string ToString() => lines.ToString();

    private static string[] Quoted(IReadOnlyList<string> words)
    {
        var escaped = words.Select(w => w.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).ToArray();
        if (escaped.Length == 0) return [];
        escaped[0] = $"\"{escaped[0]}";
        escaped[^1] = $"{escaped[^1]}\"";
        return escaped;
    }

    private FoldedHeaders Fold(string name, IEnumerable<string> words)
    {
        lines.Append(name).Append(':');
        var length = name.Length + 1;
        foreach (var word in words)
        {
            if (length + 1 + word.Length > LongestLine && length > name.Length + 1)
            {
                lines.Append("\r\n");
                length = 0;
            }

            lines.Append(' ').Append(word);
            length += 1 + word.Length;
        }

        lines.Append("\r\n");
        return this;
    }
}
