using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Mail.Smtp;

/// <summary>An authority that only these tests trust, and a server certificate it vouches for.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly X509Certificate2 authority;

    public TestCertificates()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=OpsFlux test authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authority = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        File.WriteAllText(CaFile, authority.ExportCertificatePem());
    }

    public string CaFile => folder["ca.pem"];

    public string this[string name] => folder[name];

    /// <param name="address">What the certificate is for.</param>
    public X509Certificate2 ServerFor(IPAddress address)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        using var complete = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(complete.Export(X509ContentType.Pfx), null);
    }

    /// <summary>Certificate and key as files, for servers that want them so.</summary>
    public (string Certificate, string Key) FilesFor(IPAddress address)
    {
        using var certificate = ServerFor(address);
        using var exportable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
        File.WriteAllText(folder["server.pem"], exportable.ExportCertificatePem());
        File.WriteAllText(folder["server.key"], exportable.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());    // made with an RSA key above
        return (folder["server.pem"], folder["server.key"]);
    }

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }
}
