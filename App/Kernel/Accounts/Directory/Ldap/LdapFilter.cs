using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace OpsFlux.Kernel.Accounts.Directory.Ldap;

/// <summary>
/// Search filters as administrators write them (RFC 4515), put into the form that travels (RFC 4511). What a stranger typed
/// gets into one by <see cref="Escape(string)"/> alone, and then is a value whatever it holds.
/// </summary>
internal sealed class LdapFilter
{
    private const int Deepest = 20;
    private const string Special = "()*\\\0";
    private static readonly string[] Comparisons = [":=", ">=", "<=", "~=", "="];

    private readonly string text;
    private readonly AsnWriter writer = new(AsnEncodingRules.BER);
    private int at;

    private LdapFilter(string text) => this.text = text;

    /// <summary>Null: this is no filter.</summary>
    public static byte[]? Encode(string text)
    {
        var filter = new LdapFilter(text);
        try
        {
            filter.WriteOne(0);
            return filter.at == text.Length ? filter.writer.Encode() : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static string Escape(string value) =>
        string.Concat(value.Select(c => Special.Contains(c, StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"\\{(int)c:x2}") : c.ToString()));

    public static string Escape(byte[] value) => string.Concat(value.Select(b => string.Create(CultureInfo.InvariantCulture, $"\\{b:x2}")));

    private void WriteOne(int depth)
    {
        if (depth > Deepest) throw new FormatException();
        Take('(');
        if (at < text.Length && text[at] is '&' or '|' or '!') WriteSeveral(text[at++], depth);
        else WriteComparison(text[at..End()]);
        Take(')');
    }

    private void WriteSeveral(char how, int depth)
    {
        if (how == '!')
        {
            using (writer.PushSequence(Tag(2))) WriteOne(depth + 1);
            return;
        }

        using (writer.PushSetOf(Tag(how == '&' ? 0 : 1)))
            while (at < text.Length && text[at] == '(') WriteOne(depth + 1);
    }

    private void WriteComparison(string item)
    {
        at += item.Length;
        var (start, sign) = Comparisons.Select(c => (Start: item.IndexOf(c, StringComparison.Ordinal), Sign: c)).Where(f => f.Start > 0).OrderBy(f => f.Start).FirstOrDefault();
        if (sign is null) throw new FormatException();
        var (name, value) = (item[..start], item[(start + sign.Length)..]);
        if (sign == ":=") WriteByRule(name, value);
        else if (sign == "=" && value == "*") writer.WriteOctetString(Encoding.UTF8.GetBytes(name), new Asn1Tag(TagClass.ContextSpecific, 7));
        else if (sign == "=" && value.Contains('*', StringComparison.Ordinal)) WriteParts(name, value.Split('*'));
        else
            using (writer.PushSequence(Tag(sign switch { "=" => 3, ">=" => 5, "<=" => 6, _ => 8 })))
            {
                writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
                writer.WriteOctetString(ValueOf(value));
            }
    }

    /// <summary>Such as Active Directory's search through nested groups.</summary>
    private void WriteByRule(string name, string value)
    {
        var (attribute, rule) = name.Split(':') is [var left, var right] ? (left, right) : throw new FormatException();
        using (writer.PushSequence(Tag(9)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(rule), new Asn1Tag(TagClass.ContextSpecific, 1));
            if (attribute.Length > 0) writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute), new Asn1Tag(TagClass.ContextSpecific, 2));
            writer.WriteOctetString(ValueOf(value), new Asn1Tag(TagClass.ContextSpecific, 3));
        }
    }

    private void WriteParts(string name, string[] parts)
    {
        using (writer.PushSequence(Tag(4)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
            using (writer.PushSequence())
                for (var i = 0; i < parts.Length; i++)
                    if (parts[i].Length > 0)
                        writer.WriteOctetString(ValueOf(parts[i]), new Asn1Tag(TagClass.ContextSpecific, i == 0 ? 0 : i == parts.Length - 1 ? 2 : 1));
        }
    }

    private static byte[] ValueOf(string escaped)
    {
        var bytes = new List<byte>(escaped.Length);
        for (var i = 0; i < escaped.Length;)
        {
            if (escaped[i] != '\\')
            {
                var rune = Rune.TryGetRuneAt(escaped, i, out var found) ? found : Rune.ReplacementChar;
                bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
                i += char.IsHighSurrogate(escaped[i]) && rune != Rune.ReplacementChar ? 2 : 1;
                continue;
            }

            if (i + 2 >= escaped.Length || !byte.TryParse(escaped.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) throw new FormatException();
            bytes.Add(value);
            i += 3;
        }

        return [.. bytes];
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);

    private int End() => text.IndexOfAny(['(', ')'], at) is > 0 and var end ? end : throw new FormatException();

    private void Take(char expected)
    {
        if (at >= text.Length || text[at++] != expected) throw new FormatException();
    }
}
