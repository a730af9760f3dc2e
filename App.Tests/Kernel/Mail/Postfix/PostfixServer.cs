using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Tests.Kernel.Mail.Smtp;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Postfix;

/// <summary>
/// A real submission server of these tests' own: Postfix with TLS required and sign-in by Dovecot, which passes what it
/// takes on to a sink that keeps files. Configuration, queue and ports are private; nothing of the machine's own is touched.
/// </summary>
public sealed class PostfixServer : IAsyncLifetime, IDisposable
{
    private const string Postfix = "/usr/sbin/postfix", Dovecot = "/usr/sbin/dovecot", Sink = "/usr/sbin/smtp-sink";

    private readonly TempFolder folder = new();
    private readonly TestCertificates certificates = new();
    private readonly List<Process> children = [];
    private readonly int port = FreePort(), authPort = FreePort(), sinkPort = FreePort();

    /// <summary>Why these tests cannot run here; null where they can.</summary>
    public static string? Missing { get; } =
        new[] { Postfix, Dovecot, Sink }.FirstOrDefault(program => !File.Exists(program)) is { } absent ? $"{absent} is not installed (packages postfix and dovecot-core)."
        : Environment.IsPrivilegedProcess ? null : "Only root starts a mail server of its own.";

    public SmtpSettings Settings => new("127.0.0.1", port, SmtpSecurity.StartTls, TimeSpan.FromSeconds(20)) { CaFile = certificates.CaFile, UserName = "desk", Password = "secret" };

    public async Task InitializeAsync()
    {
        if (Missing is not null) return;
        var (certificate, key) = certificates.FilesFor(IPAddress.Loopback);
        foreach (var name in new[] { "queue", "data", "etc", "sink" }) Directory.CreateDirectory(folder[name]);
        await RunAsync("chown", "postfix", folder["data"]);
        await RunAsync("chown", "nobody", folder["sink"]);
        await File.WriteAllTextAsync(folder["etc/main.cf"], PostfixFiles.MainFile(folder.Path, port, authPort, sinkPort, certificate, key));
        await File.WriteAllTextAsync(folder["etc/master.cf"], PostfixFiles.MasterFile(port));
        await File.WriteAllTextAsync(folder["etc/recipients"], PostfixFiles.Recipients);
        await File.WriteAllTextAsync(folder["dovecot.conf"], PostfixFiles.DovecotFile(folder.Path, authPort));
        await File.WriteAllTextAsync(folder["users"], "desk:{PLAIN}secret\n");
        Start(Dovecot, "-F", "-c", folder["dovecot.conf"]);
        Start(Sink, "-u", "nobody", "-R", folder["sink"], "-d", "%M.", $"127.0.0.1:{sinkPort}", "50");
        await RunAsync(Postfix, "-c", folder["etc"], "start");
        foreach (var each in new[] { port, authPort, sinkPort }) await AnswersAsync(each);
    }

    public async Task DisposeAsync()
    {
        if (Missing is null) await RunAsync(Postfix, "-c", folder["etc"], "stop");
        foreach (var child in children)
        {
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync();
            child.Dispose();
        }
    }

    public void Dispose()
    {
        certificates.Dispose();
        folder.Dispose();
    }

    /// <summary>The mail with this identifier as it came out at the far end of Postfix.</summary>
    public async Task<string> DeliveredAsync(string messageId)
    {
        for (var left = 300; left > 0; left--)
        {
            foreach (var file in Directory.EnumerateFiles(folder["sink"]))
            {
                var content = await File.ReadAllTextAsync(file);
                if (content.Contains(messageId, StringComparison.Ordinal) && content.TrimEnd().EndsWith("--", StringComparison.Ordinal)) return content;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{messageId} was not delivered.");
    }

    private void Start(string program, params string[] arguments) =>
        children.Add(Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!);   // never the shell's

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;    // never the shell's
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
    }

    private static async Task AnswersAsync(int port)
    {
        for (var left = 100; ; left--)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (left > 0)
            {
                await Task.Delay(100);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
