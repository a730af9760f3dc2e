using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpsFlux.Kernel.Outgoing;

/// <summary>What the configuration says of requests that OpsFlux sends to addresses which people gave.</summary>
public sealed record OutgoingSettings
{
    private const int DefaultTimeoutSeconds = 10, LongestTimeoutSeconds = 60;

    /// <summary>Whether addresses of the own network may be asked too: only where whoever may give an address may also reach that network.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>PEM file of the only authorities that vouch for servers, such as those of a company; null: the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>For connection, answer and all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(DefaultTimeoutSeconds);

    /// <summary>What cannot be read counts as not set: the guard stays closed.</summary>
    public static OutgoingSettings Read(IConfiguration configuration) => new()
    {
        AllowPrivate = bool.TryParse(configuration["Outgoing:AllowPrivate"], out var allowed) && allowed,
        CaFile = string.IsNullOrWhiteSpace(configuration["Outgoing:CaFile"]) ? null : configuration["Outgoing:CaFile"],
        Timeout = TimeSpan.FromSeconds(
            int.TryParse(configuration["Outgoing:TimeoutSeconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestTimeoutSeconds ? seconds : DefaultTimeoutSeconds),
    };

    /// <summary>Null: as the system does. A file that cannot be read, or holds no certificate, is an error of whoever runs the server.</summary>
    internal X509ChainPolicy? ChainPolicy()
    {
        if (CaFile is not { } file) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"Outgoing:CaFile: {e.Message}", e);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new InvalidOperationException($"Outgoing:CaFile: no certificate in {file}");
    }
}
