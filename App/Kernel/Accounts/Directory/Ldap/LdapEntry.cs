using System.Text;

namespace OpsFlux.Kernel.Accounts.Directory.Ldap;

/// <summary>One entry of a directory, with the attributes that were asked for.</summary>
internal sealed record LdapEntry(string Name, IReadOnlyDictionary<string, IReadOnlyList<byte[]>> Attributes)
{
    public string? Text(string attribute) => Texts(attribute).FirstOrDefault(t => t.Length > 0);

    public IEnumerable<string> Texts(string attribute) => Values(attribute).Select(v => Encoding.UTF8.GetString(v).Trim());

    public byte[]? Bytes(string attribute) => Values(attribute) is [var first, ..] ? first : null;

    private IReadOnlyList<byte[]> Values(string attribute) => Attributes.TryGetValue(attribute, out var values) ? values : [];
}

/// <summary>What is searched for.</summary>
/// <param name="Filter">As RFC 4515 writes it.</param>
internal sealed record LdapSearch(string Base, string Filter, IReadOnlyList<string> Attributes)
{
    /// <summary>The base alone rather than all below it.</summary>
    public bool IsBaseOnly { get; init; }

    /// <summary>The server is to stop after so many.</summary>
    public int Most { get; init; } = 1000;
}

/// <summary>Entries found.</summary>
/// <param name="IsCut">There are more, which the server does not give out.</param>
internal sealed record LdapFound(IReadOnlyList<LdapEntry> Entries, bool IsCut);
