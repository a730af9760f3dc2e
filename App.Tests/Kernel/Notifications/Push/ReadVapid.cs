using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsFlux.Kernel.Notifications.Push.Encryption;

namespace OpsFlux.Tests.Kernel.Notifications.Push;

internal sealed record VapidClaims(string Audience, string Subject, DateTimeOffset Expires, byte[] PublicKey);

/// <summary>Reads who sends, as a push service does.</summary>
internal static class ReadVapid
{
    /// <summary>Throws unless the token is signed by the key that the header names.</summary>
    public static VapidClaims Claims(string authorization)
    {
        if (!authorization.StartsWith("vapid ", StringComparison.Ordinal)) throw new CryptographicException("Another scheme");
        var parts = authorization["vapid ".Length..].Split(',', StringSplitOptions.TrimEntries).ToDictionary(p => p[..1], p => p[2..]);
        var point = Base64Url.DecodeFromChars(parts["k"]);
        using var key = ECDsa.Create(PointP256.Read(point) ?? throw new CryptographicException("No key"));
        var token = parts["t"].Split('.');
        if (!key.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256)) throw new CryptographicException("Not signed by this key");
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[1])).RootElement;
        return new(claims.GetProperty("aud").GetString()!, claims.GetProperty("sub").GetString()!, DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()), point);   // a token without them is none
    }
}
