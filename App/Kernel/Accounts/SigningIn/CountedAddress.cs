using System.Net;
using System.Net.Sockets;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>What counts as one address where attempts are counted.</summary>
internal static class CountedAddress
{
    private const int NetworkBytes = 8;

    /// <summary>In hexadecimal. Whoever has a network of the new kind has all its addresses: they count as one.</summary>
    public static string Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        return Convert.ToHexStringLower(plain.AddressFamily is AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, NetworkBytes) : bytes);
    }
}
