using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>Keys by which a browser is known again. The database has their hashes alone.</summary>
public static class DeviceKeys
{
    private const int KeyBytes = 32;

    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Null for what is no key of ours.</summary>
    public static byte[]? HashOf(string? key)
    {
        if (key is not { Length: <= 64 }) return null;
        try
        {
            return WebEncoders.Base64UrlDecode(key) is { Length: KeyBytes } bytes ? SHA256.HashData(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// A client of the API is known by its name, which tells the owner of a new one and opens nothing: longer than a key, so
    /// that no key has the same hash.
    /// </summary>
    public static byte[] HashOfClient(string? userAgent) => SHA256.HashData(Encoding.UTF8.GetBytes($"a client of the API, known by its name alone: {userAgent}"));

    /// <summary>The hash as text.</summary>
    public static string? NameOf(string? key) => HashOf(key) is { } hash ? Convert.ToHexStringLower(hash) : null;
}
