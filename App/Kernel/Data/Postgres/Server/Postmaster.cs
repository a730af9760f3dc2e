using System.Diagnostics;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>Starts and stops the server of a cluster. Callers hold the start lock.</summary>
internal sealed class Postmaster(ClusterFolders folders, ServerTools tools)
{
    /// <summary>Longer than the statement timeout of the application's role, which bounds how long an orphan can be busy.</summary>
    private static readonly TimeSpan OrphanPatience = TimeSpan.FromSeconds(90);

    public bool IsRunning => PidFile.Read(folders.PidFile) is { } server && ServerProcesses.IsAlive(server);

    /// <summary>Where the running server listens.</summary>
    public string Socket => PidFile.Read(folders.PidFile)?.SocketFolder ?? folders.Run;

    /// <summary>
    /// Returns when the server accepts connections, crash recovery included. pg_ctl makes it a daemon in a session of its
    /// own: the Ctrl+C that ends us does not reach it, and our own death leaves it to be adopted.
    /// </summary>
    public async Task StartAsync(bool durable)
    {
        await ClearRemainsAsync();
        ServerSettings.Write(folders, durable);
        // Not cancellable: what waits inside is the recovery of somebody's data, and a half-watched start helps nobody.
        await tools.RunAsync("pg_ctl",
            ["-D", "cluster", "-l", "log/start.log", "-w", "-t", "300", "-s", "-o", "-c config_file=opsflux.conf", "start"], default);
    }

    /// <summary>
    /// Ends sessions, writes a checkpoint, waits. A server that takes longer, or was killed meanwhile, is left as it is:
    /// the process that leaves has nothing to do about it, and the next one adopts or recovers it.
    /// </summary>
    public async Task StopAsync()
    {
        try
        {
            await tools.RunAsync("pg_ctl", ["-D", "cluster", "-m", "fast", "-w", "-t", "60", "-s", "stop"], default);
        }
        catch (StartupProblem)
        {
            // Said above.
        }
    }

    /// <summary>
    /// Takes away what a killed server left, once it is certain that nothing of it lives: PostgreSQL does this itself,
    /// except where the old number is a zombie or was given to a stranger.
    /// </summary>
    private async Task ClearRemainsAsync()
    {
        if (PidFile.Read(folders.PidFile) is not { } server) return;
        for (var waited = Stopwatch.StartNew(); ServerProcesses.HoldsMemory(server);)
        {
            if (waited.Elapsed > OrphanPatience) throw new StartupProblem("cluster-still-used", folders.Data);
            ServerProcesses.EndOrphans(server);
            await Task.Delay(100);
        }
        File.Delete(folders.PidFile);
        File.Delete(Path.Combine(server.SocketFolder, ".s.PGSQL.5432.lock"));
    }
}
