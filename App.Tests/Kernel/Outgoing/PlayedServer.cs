using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Outgoing;

/// <summary>Somebody else's server on this machine, by https, with an authority of its own: what it answers the test says.</summary>
public sealed class PlayedServer : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new("-authority");
    private WebApplication? app;
    private int asked;

    /// <summary>Answers every request.</summary>
    public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>How many requests have arrived.</summary>
    public int Asked => asked;

    public Uri Address { get; private set; } = null!;   // set before any test runs

    /// <summary>The authority that vouches for it, as PEM.</summary>
    public string CaFile => Path.Combine(folder.Path, "ca.pem");

    public async Task InitializeAsync()
    {
        var certificate = Certificate();
        await File.WriteAllTextAsync(CaFile, certificate.ExportCertificatePem());
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRouting().AddLogging(l => l.ClearProviders());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        app = builder.Build();
        app.Run(context =>
        {
            Interlocked.Increment(ref asked);
            return Answer(context);
        });
        await app.StartAsync();
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());   // every server has them
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=played", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
