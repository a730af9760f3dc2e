using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsFlux.Kernel.Accounts;

/// <summary>256 random bits as text for an address, a cookie or a header. The database has their SHA-256 alone: they need no salt and no slow hash.</summary>
internal static class RandomKey
{
    private const int Bytes = 32, LongestText = 64;

    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Null for what is no key of ours.</summary>
    public static byte[]? HashOf(string? key)
    {
        if (key is not { Length: <= LongestText }) return null;
        try
        {
            return WebEncoders.Base64UrlDecode(key) is { Length: Bytes } bytes ? SHA256.HashData(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
