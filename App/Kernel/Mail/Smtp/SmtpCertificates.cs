using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpsFlux.Kernel.Mail.Smtp;

/// <summary>
/// Whom the server's certificate is checked against: the system's authorities, or those of <c>Mail:Smtp:CaFile</c> alone.
/// There is no way to switch the check off: whoever can read the password reads the mail too.
/// </summary>
internal static class SmtpCertificates
{
    public static SslClientAuthenticationOptions Options(SmtpSettings settings)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = settings.Host };
        if (settings.CaFile is { } file) options.CertificateChainPolicy = Policy(file);
        return options;
    }

    private static X509ChainPolicy Policy(string file)
    {
        // Authorities of one's own seldom publish who they revoked.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SmtpUnavailableException(SmtpProblem.Certificate, $"Mail:Smtp:CaFile: {e.Message}", e);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new SmtpUnavailableException(SmtpProblem.Certificate, $"Mail:Smtp:CaFile: {file}");
    }
}
