using System.Diagnostics;

namespace OpsFlux.Kernel.Reports.Printing;

/// <summary>One run of the browser: it opens one local page without script or network, prints it and ends.</summary>
internal static class ChromiumProcess
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>When cancelled, the browser and all its children are gone before this returns.</summary>
    public static async Task RunAsync(string program, PrintFolder folder, PrintAccount? account, PdfOptions options, bool tagged, CancellationToken ct)
    {
        using var process = Process.Start(Describe(program, folder, account, options, tagged))
            ?? throw new PdfUnavailableException(PdfUnavailableException.Failed, "Chromium did not start");
        // Drained to the end whatever happens: a full pipe would stop the browser.
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        finally
        {
            await EndAsync(process);
        }
        if (process.ExitCode != 0) throw Failure(process.ExitCode, await ReadAsync(errors));
    }

    private static async Task EndAsync(Process process)
    {
        if (process.HasExited) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static ProcessStartInfo Describe(string program, PrintFolder folder, PrintAccount? account, PdfOptions options, bool tagged)
    {
        string[] command = [.. account?.Command(program) ?? [program], .. Flags(folder, options, tagged)];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Root,
        };
        LeaveOutSecrets(start, folder);
        return start;
    }

    // The application's environment holds its connection string; the browser gets what it needs and no more.
    private static void LeaveOutSecrets(ProcessStartInfo start, PrintFolder folder)
    {
        if (OperatingSystem.IsWindows()) return;   // without SystemRoot and its like nothing starts there
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["HOME"] = start.Environment["TMPDIR"] = folder.Root;
        start.Environment["LANG"] = "C.UTF-8";
    }

    private static List<string> Flags(PrintFolder folder, PdfOptions options, bool tagged)
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

    private static async Task<string> ReadAsync(Task<string> errors)
    {
        try
        {
            return await errors.WaitAsync(LastWords);
        }
        catch (TimeoutException)
        {
            return "";
        }
    }

    private static PdfUnavailableException Failure(int exitCode, string errors)
        => errors.Contains("No usable sandbox", StringComparison.OrdinalIgnoreCase)
            ? new(PdfUnavailableException.NoSandbox, "the host refuses user namespaces; allow them, or set Pdf:Sandbox=off where the process is contained otherwise")
            : new(PdfUnavailableException.Failed, $"Chromium ended with {exitCode}: {errors[Math.Max(0, errors.Length - 2000)..]}");
}
