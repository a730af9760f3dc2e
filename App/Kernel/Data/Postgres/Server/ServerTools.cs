namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>PostgreSQL's programs, run as the server's account in the cluster's root folder.</summary>
internal sealed class ServerTools(ServerBinaries binaries, ServerAccount account, ClusterFolders folders)
{
    /// <summary>
    /// Paths are passed relative to the root: pg_ctl hands them to a shell between plain double quotes, which an operator's
    /// folder name might break out of.
    /// </summary>
    public async Task RunAsync(string tool, string[] arguments, CancellationToken ct)
    {
        var command = account.Command(Path.Combine(binaries.Bin, tool), arguments);
        command.WorkingDirectory = folders.Root;
        var result = await ChildProcess.RunAsync(command, ct);
        if (result.ExitCode != 0) throw Failure(tool, result);
    }

    private StartupProblem Failure(string tool, ChildResult result)
    {
        var said = string.Join('\n', result.Output, LastWords());
        return OutOfSpace.IsCause(said)
            ? new StartupProblem("disk-full", folders.Data)
            : new StartupProblem("postgres-failed", tool, result.ExitCode, said.Trim());
    }

    /// <summary>The server's reason stands at the end of its newest log, not in what pg_ctl says.</summary>
    private string LastWords()
    {
        var newest = Directory.Exists(folders.Log)
            ? new DirectoryInfo(folders.Log).EnumerateFiles().MaxBy(file => file.LastWriteTimeUtc)
            : null;
        return newest is null ? "" : string.Join('\n', File.ReadLines(newest.FullName).TakeLast(5));
    }
}
