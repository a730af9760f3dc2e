using System.Security.Cryptography;
using System.Text;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>Keys by which a browser is known again. The database has their hashes alone.</summary>
public static class DeviceKeys
{
    public static string New() => RandomKey.New();

    /// <summary>Null for what is no key of ours.</summary>
    public static byte[]? HashOf(string? key) => RandomKey.HashOf(key);

    /// <summary>
    /// A client of the API is known by its name, which tells the owner of a new one and opens nothing: longer than a key, so
    /// that no key has the same hash.
    /// </summary>
    public static byte[] HashOfClient(string? userAgent) => SHA256.HashData(Encoding.UTF8.GetBytes($"a client of the API, known by its name alone: {userAgent}"));

    /// <summary>The hash as text.</summary>
    public static string? NameOf(string? key) => HashOf(key) is { } hash ? Convert.ToHexStringLower(hash) : null;
}
