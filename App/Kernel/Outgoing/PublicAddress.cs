using System.Net;
using System.Net.Sockets;

namespace OpsFlux.Kernel.Outgoing;

/// <summary>
/// Which addresses belong to the public internet, by IANA's registries of special purposes (RFC 6890). Of IPv6 only what is
/// given out (2000::/3) counts as public, so that a range reserved tomorrow is refused today.
/// </summary>
public static class PublicAddress
{
    private const int MappedLength = 12;

    private static readonly IPNetwork[] Special4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    private static readonly IPNetwork Given6 = IPNetwork.Parse("2000::/3");

    /// <summary>Protocol assignments with Teredo, documentation, and 6to4, whose packets a relay would lead to any IPv4 address.</summary>
    private static readonly IPNetwork[] Special6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /// <summary>How networks without IPv4 name every IPv4 address (RFC 6052): it is the one inside that counts.</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.AddressFamily is AddressFamily.InterNetwork) return !Array.Exists(Special4, n => n.Contains(address));
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return false;
        if (address.IsIPv4MappedToIPv6 || Translated.Contains(address)) return Is(Inside(address));
        return Given6.Contains(address) && !Array.Exists(Special6, n => n.Contains(address));
    }

    private static IPAddress Inside(IPAddress address) => new(address.GetAddressBytes().AsSpan(MappedLength));

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(n => IPNetwork.Parse(n))];
}
