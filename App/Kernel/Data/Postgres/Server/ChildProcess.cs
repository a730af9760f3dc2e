using System.Diagnostics;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>What a finished program said, standard output and error together.</summary>
internal sealed record ChildResult(int ExitCode, string Output);

/// <summary>Runs a short-lived program to its end.</summary>
internal static class ChildProcess
{
    /// <summary>Cancelling ends the program and what it started.</summary>
    public static async Task<ChildResult> RunAsync(ProcessStartInfo command, CancellationToken ct)
    {
        (command.RedirectStandardOutput, command.RedirectStandardError) = (true, true);
        Neutralise(command.Environment);
        using var process = Process.Start(command)!;        // null is for shell documents alone
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var error = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return new ChildResult(process.ExitCode, (await output + await error).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>English messages, which we recognise some of; and none of the caller's PGPORT, PGDATA, PGOPTIONS.</summary>
    private static void Neutralise(IDictionary<string, string?> environment)
    {
        environment["LC_ALL"] = "C.UTF-8";
        foreach (var name in environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            environment.Remove(name);
    }
}
