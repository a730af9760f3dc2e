using System.Globalization;

namespace OpsFlux.Kernel.Mail.Mime;

/// <summary>
/// Exactly one mailbox, safe to write into a header and an SMTP command. Lists, comments, quoted local parts and address
/// literals are no mailbox here: nobody has them, and each is a way to smuggle in a second recipient.
/// </summary>
public sealed record Mailbox
{
    private const int LongestAddress = 254, LongestLocalPart = 64, LongestLabel = 63;
    private const string Atoms = "!#$%&'*+/=?^_`{|}~-.";

    private Mailbox(string address, string? name) => (Address, Name) = (address, name);

    /// <summary>ASCII: an accented domain is in its "xn--" form.</summary>
    public string Address { get; }

    public string? Name { get; }

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>Reads <c>a@b.example</c> or <c>Name &lt;a@b.example&gt;</c>. Null for anything that is not exactly one mailbox.</summary>
    public static Mailbox? Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (!trimmed.EndsWith('>')) return Of(trimmed, null);
        var open = trimmed.LastIndexOf('<');
        return open < 0 ? null : Of(trimmed[(open + 1)..^1], trimmed[..open].Trim().Trim('"'));
    }

    /// <summary>Control characters of a name become spaces; an address with one is refused.</summary>
    public static Mailbox? Of(string? address, string? name) =>
        Normalised(address ?? "") is { } sound ? new(sound, string.IsNullOrWhiteSpace(name) ? null : HeaderText.Clean(name)) : null;

    public override string ToString() => Name is null ? Address : $"{Name} <{Address}>";

    private static string? Normalised(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1 || !IsLocalPart(address[..at]) || DomainOf(address[(at + 1)..]) is not { } domain) return null;
        var result = $"{address[..at]}@{domain}";
        return result.Length <= LongestAddress ? result : null;
    }

    private static bool IsLocalPart(string text) =>
        text.Length <= LongestLocalPart && text.All(c => char.IsAsciiLetterOrDigit(c) || Atoms.Contains(c))
        && !text.StartsWith('.') && !text.EndsWith('.') && !text.Contains("..", StringComparison.Ordinal);

    private static string? DomainOf(string text)
    {
        try
        {
            var domain = new IdnMapping().GetAscii(text).ToLowerInvariant();
            return domain.Split('.').All(IsLabel) ? domain : null;
        }
        catch (ArgumentException)
        {
            return null;    // empty, too long, or letters no domain may have
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && !label.StartsWith('-') && !label.EndsWith('-');
}
