using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using OpsFlux.Kernel.Accounts.Directory;
using OpsFlux.Tests.Kernel.Mail.Smtp;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Directory;

/// <summary>A real directory of these tests' own, with ldap, StartTLS and ldaps; files and ports are private.</summary>
public sealed class SlapdServer : IAsyncLifetime, IDisposable
{
    public const string Password = "mot de passe d’annuaire";
    private const string Program = "/usr/sbin/slapd", Add = "/usr/bin/ldapadd", Modify = "/usr/bin/ldapmodify";

    private readonly TempFolder folder = new();
    private readonly TestCertificates certificates = new();
    private readonly int port = FreePort(), tlsPort = FreePort();
    private Process? server;

    public static string? Missing { get; } =
        new[] { Program, Add }.FirstOrDefault(program => !File.Exists(program)) is { } absent ? $"{absent} is not installed (packages slapd and ldap-utils)." : null;

    public string Plain => $"ldap://127.0.0.1:{port}";
    public string Tls => $"ldaps://127.0.0.1:{tlsPort}";

    public async Task InitializeAsync()
    {
        if (Missing is not null) return;
        var (certificate, key) = certificates.FilesFor(IPAddress.Loopback);
        System.IO.Directory.CreateDirectory(folder["db"]);
        await File.WriteAllTextAsync(folder["slapd.conf"], SlapdFiles.Configuration(folder.Path, certificate, key));
        await StartAsync();
        await AddAsync(SlapdFiles.Tree);
    }

    public async Task StartAsync()
    {
        server = Process.Start(new ProcessStartInfo(Program, ["-d", "0", "-f", folder["slapd.conf"], "-h", $"{Plain} {Tls}"]) { RedirectStandardError = true })!;   // never the shell's
        for (var left = 100; ; left--)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, tlsPort);
                return;
            }
            catch (SocketException) when (left > 0)
            {
                await Task.Delay(100);
            }
        }
    }

    public async Task StopAsync()
    {
        if (server is null) return;
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        server = null;
    }

    public Task DisposeAsync() => StopAsync();

    public void Dispose()
    {
        certificates.Dispose();
        folder.Dispose();
    }

    public Task AddAsync(params string[] entries) => RunAsync(Add, string.Join('\n', entries));

    public Task ModifyAsync(string change) => RunAsync(Modify, change);

    public DirectorySettings Settings(params (string Key, string Value)[] changes) => DirectorySettings.Read(Configuration(changes));

    public IConfiguration Configuration(params (string Key, string Value)[] changes)
    {
        var all = new Dictionary<string, string?>
        {
            ["Directory:Url"] = Tls, ["Directory:CaFile"] = certificates.CaFile, ["Directory:BaseDn"] = SlapdFiles.Base,
            ["Directory:BindDn"] = SlapdFiles.Search, ["Directory:BindPassword"] = SlapdFiles.Secret,
        };
        foreach (var (key, value) in changes) all[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }

    private async Task RunAsync(string program, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["-x", "-H", Plain, "-D", SlapdFiles.Admin, "-w", "admin-secret"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new System.Text.UTF8Encoding(false),
        })!;   // never the shell's
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
