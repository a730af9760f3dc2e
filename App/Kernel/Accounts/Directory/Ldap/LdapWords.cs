using System.Formats.Asn1;
using System.Text;

namespace OpsFlux.Kernel.Accounts.Directory.Ldap;

/// <summary>How an operation ended, with the server's own words.</summary>
internal sealed record LdapResult(int Code, string Said)
{
    public override string ToString() => Said.Length == 0 ? $"LDAP {Code}" : $"LDAP {Code}: {Said}";
}

/// <summary>The operations of RFC 4511 that we use, as they are written.</summary>
internal static class LdapWords
{
    public const int Success = 0, SizeLimitExceeded = 4, NoSuchObject = 32, InvalidCredentials = 49;
    public const int BindAnswer = 1, FoundEntry = 4, SearchAnswer = 5, ExtendedAnswer = 24;

    private const int BindRequest = 0, SearchRequest = 3, ExtendedRequest = 23;
    private const int Version = 3;

    private enum Range
    {
        Base,
        All = 2,
    }

    private enum Aliases
    {
        Never,
    }

    public static void StartTls(AsnWriter writer)
    {
        using (writer.PushSequence(Operation(ExtendedRequest)))
            writer.WriteOctetString("1.3.6.1.4.1.1466.20037"u8, new Asn1Tag(TagClass.ContextSpecific, 0));
    }

    public static void Bind(AsnWriter writer, string name, string password)
    {
        using (writer.PushSequence(Operation(BindRequest)))
        {
            writer.WriteInteger(Version);
            writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
            writer.WriteOctetString(Encoding.UTF8.GetBytes(password), new Asn1Tag(TagClass.ContextSpecific, 0));
        }
    }

    public static void Search(AsnWriter writer, LdapSearch search, byte[] filter, int seconds)
    {
        using (writer.PushSequence(Operation(SearchRequest)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(search.Base));
            writer.WriteEnumeratedValue(search.IsBaseOnly ? Range.Base : Range.All);
            writer.WriteEnumeratedValue(Aliases.Never);
            writer.WriteInteger(search.Most);
            writer.WriteInteger(seconds);
            writer.WriteBoolean(false);
            writer.WriteEncodedValue(filter);
            using (writer.PushSequence())
                foreach (var attribute in search.Attributes) writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute));
        }
    }

    public static int KindOf(AsnReader message) => message.PeekTag() is { TagClass: TagClass.Application, TagValue: var value } ? value : throw new InvalidDataException("operation");

    public static LdapResult ResultOf(AsnReader message, int operation)
    {
        var result = message.ReadSequence(Operation(operation));
        var code = result.ReadEnumeratedBytes().Span[^1];
        result.ReadOctetString();
        return new(code, Encoding.UTF8.GetString(result.ReadOctetString()).Trim('\0', ' ', '\n'));
    }

    public static LdapEntry EntryOf(AsnReader message)
    {
        var entry = message.ReadSequence(Operation(FoundEntry));
        var name = Encoding.UTF8.GetString(entry.ReadOctetString());
        var attributes = new Dictionary<string, IReadOnlyList<byte[]>>(StringComparer.OrdinalIgnoreCase);
        for (var list = entry.ReadSequence(); list.HasData;)
        {
            var attribute = list.ReadSequence();
            var type = Encoding.UTF8.GetString(attribute.ReadOctetString());
            var values = new List<byte[]>();
            for (var set = attribute.ReadSetOf(); set.HasData;) values.Add(set.ReadOctetString());
            attributes[type] = values;
        }

        return new(name, attributes);
    }

    private static Asn1Tag Operation(int number) => new(TagClass.Application, number, isConstructed: true);
}
