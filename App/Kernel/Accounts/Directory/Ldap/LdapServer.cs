using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpsFlux.Kernel.Accounts.Directory.Ldap;

public enum LdapSecurity
{
    /// <summary>Encrypted after a word in clear, as on port 389.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte, as on port 636.</summary>
    Tls,

    /// <summary>Passwords travel in clear: for a server on this machine only.</summary>
    None,
}

/// <summary>Where a directory is and how we speak to it.</summary>
public sealed record LdapServer(string Host, int Port, LdapSecurity Security, TimeSpan Timeout)
{
    /// <summary>Authorities, in PEM, that vouch for the server instead of the system's; null for the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>There is no way to switch the check off: whoever stands between could read every password.</summary>
    internal SslClientAuthenticationOptions TlsOptions()
    {
        var options = new SslClientAuthenticationOptions { TargetHost = Host };
        if (CaFile is not { } file) return options;

        // Authorities of one's own seldom publish who they revoked.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new LdapUnavailableException(DirectoryProblem.Certificate, $"Directory:CaFile: {e.Message}", e);
        }

        if (policy.CustomTrustStore.Count == 0) throw new LdapUnavailableException(DirectoryProblem.Certificate, $"Directory:CaFile: {file}");
        options.CertificateChainPolicy = policy;
        return options;
    }
}
