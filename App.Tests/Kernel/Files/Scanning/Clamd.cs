using System.Diagnostics;
using System.Net.Sockets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Scanning;

/// <summary>A real ClamAV daemon of a test's own, which knows the test virus and nothing else: it starts within a second.</summary>
internal sealed class Clamd : IDisposable
{
    private readonly TempFolder folder = new("-clamd");
    private readonly Process process;

    private Clamd()
    {
        var database = Directory.CreateDirectory(Path.Combine(folder.Path, "db")).FullName;
        File.WriteAllText(Path.Combine(database, "local.ndb"), $"Local.Eicar-Test:0:*:{Convert.ToHexStringLower(Samples.Eicar)}\n");
        Socket = Path.Combine(folder.Path, "s");
        var settings = Path.Combine(folder.Path, "clamd.conf");
        File.WriteAllText(settings, $"LocalSocket {Socket}\nDatabaseDirectory {database}\nTemporaryDirectory {folder.Path}\nForeground yes\nStreamMaxLength 1M\n");
        process = Process.Start(new ProcessStartInfo(Program!, ["--config-file", settings]) { RedirectStandardOutput = true, RedirectStandardError = true })!;   // asked for only where found
    }

    public static string? Program { get; } = new[] { "/usr/sbin/clamd", "/usr/local/sbin/clamd", "/usr/bin/clamd" }.FirstOrDefault(File.Exists);

    public string Socket { get; }

    public static async Task<Clamd> StartAsync()
    {
        var daemon = new Clamd();
        for (var patience = Stopwatch.StartNew(); !await daemon.AnswersAsync(); await Task.Delay(50))
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30) && !daemon.process.HasExited, "clamd does not start");
        return daemon;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        if (!File.Exists(Socket)) return false;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
            await socket.SendAsync("zPING\0"u8.ToArray());
            return await socket.ReceiveAsync(new byte[16]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>A test against a real daemon; skipped, saying so, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClamdFactAttribute : FactAttribute
{
    public ClamdFactAttribute()
    {
        if (Clamd.Program is null) Skip = "clamd is not installed (Debian: clamav-daemon).";
    }
}
