using System.ComponentModel;
using System.Diagnostics;

namespace OpsFlux.Kernel.Reports.Printing;

/// <summary>One run of the browser: it opens one local page without script or network, prints it and ends.</summary>
internal sealed class ChromiumProcess(string program, PrintFolder folder, PrintAccount? account, PdfOptions options, bool tagged)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>When cancelled, the browser and all its children are gone before this returns.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var process = Start();
        // Read to the end whatever happens: a full pipe would stop the browser.
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        finally
        {
            await EndAsync(process, Task.WhenAll(errors, output));
        }
        if (process.ExitCode != 0) throw Failure(process.ExitCode, errors.IsCompletedSuccessfully ? await errors : "");
    }

    private static async Task EndAsync(Process process, Task pipes)
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        // A helper of the browser may hold the pipes a little longer; its last words are not worth waiting for.
        await Task.WhenAny(pipes, Task.Delay(LastWords));
    }

    private Process Start()
    {
        try
        {
            return Process.Start(Describe())!;   // null only with a shell, which there is not
        }
        catch (Win32Exception failed)
        {
            throw new PdfUnavailableException(PdfUnavailableException.Failed, $"Chromium did not start: {failed.Message}");
        }
    }

    private ProcessStartInfo Describe()
    {
        string[] command = [.. account?.Command(program) ?? [program], .. Flags()];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Root,
        };
        LeaveOutSecrets(start);
        return start;
    }

    // The application's environment holds its connection string; the browser gets what it needs and no more.
    private void LeaveOutSecrets(ProcessStartInfo start)
    {
        if (OperatingSystem.IsWindows()) return;   // without SystemRoot and its like nothing starts there
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["HOME"] = start.Environment["TMPDIR"] = folder.Root;
        start.Environment["LANG"] = "C.UTF-8";
    }

    private List<string> Flags()
    {
        List<string> flags =
        [
            "--headless=new", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--disable-extensions",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-breakpad",
            // The page's policy forbids scripts (the browser cannot be told to: it prints by a script of its own) and every
            // address; these hold back the network once more.
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
            $"--user-data-dir={folder.Profile}", "--no-pdf-header-footer", $"--print-to-pdf={folder.Pdf}",
        ];
        if (!tagged) flags.Add("--disable-pdf-tagging");
        if (options.Sandbox is PdfSandbox.Off) flags.Add("--no-sandbox");
        flags.Add(new Uri(folder.Page).AbsoluteUri);
        return flags;
    }

    private static PdfUnavailableException Failure(int exitCode, string errors)
        => errors.Contains("No usable sandbox", StringComparison.OrdinalIgnoreCase)
            ? new(PdfUnavailableException.NoSandbox, "the host refuses user namespaces; allow them, or set Pdf:Sandbox=off where the process is contained otherwise")
            : new(PdfUnavailableException.Failed, $"Chromium ended with {exitCode}: {errors[Math.Max(0, errors.Length - 2000)..]}");
}
