using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpsFlux.Kernel.Notifications.Push.Encryption;

/// <summary>Says to a push service who sends, so that it can ask whoever is responsible before it turns us away (RFC 8292).</summary>
public static class VapidToken
{
    /// <summary>A service refuses what is good for more than a day; half of one leaves room for clocks that are wrong.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>The header <c>Authorization</c>, with its scheme.</summary>
    /// <param name="subject">Whom to ask: <c>mailto:</c> or <c>https:</c>.</param>
    public static string Authorization(Uri endpoint, string subject, ECDsa key, DateTimeOffset now)
    {
        var point = PointP256.Write(key.ExportParameters(includePrivateParameters: false));
        return $"vapid t={Sign(endpoint, subject, key, now)}, k={Base64Url.EncodeToString(point)}";
    }

    private static string Sign(Uri endpoint, string subject, ECDsa key, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object>
        {
            ["aud"] = new UriBuilder(endpoint) { Host = endpoint.IdnHost }.Uri.GetLeftPart(UriPartial.Authority),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
            ["sub"] = subject,
        };
        var content = $"{Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{content}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256))}";   // r and s side by side, as JWS wants them
    }
}
