using System.Diagnostics;
using System.Globalization;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>Which processes of this machine belong to one life of a server, read from /proc.</summary>
internal static class ServerProcesses
{
    /// <summary>
    /// True when the file's pid is a live server of this cluster. pg_ctl asks less: it takes a dead process that nobody
    /// reaped, and a stranger who got the same number after a restart of the machine or container, for the server.
    /// </summary>
    public static bool IsAlive(PidFile server) => IsPostgres(server.Pid) && (BelongsTo(server, server.Pid) ?? true);

    /// <summary>Ends the processes that a killed server left behind: while one lives, another server must not start.</summary>
    public static void EndOrphans(PidFile server)
    {
        foreach (var pid in Pids().Where(pid => pid != server.Pid && IsPostgres(pid) && BelongsTo(server, pid) == true))
            try
            {
                using var orphan = Process.GetProcessById(pid);
                orphan.Kill();
            }
            catch (ArgumentException)
            {
                // It went by itself, as most do when they notice.
            }
    }

    /// <summary>True while any process is attached to the server's shared memory: the check PostgreSQL makes itself.</summary>
    public static bool HoldsMemory(PidFile server)
    {
        const int id = 1, attached = 6;                    // columns of /proc/sysvipc/shm
        if (server.SharedMemoryId is not { } memory) return false;
        var key = memory.ToString(CultureInfo.InvariantCulture);
        return File.ReadLines("/proc/sysvipc/shm")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(row => row.Length > attached && row[id] == key && row[attached] != "0");
    }

    /// <summary>Every process of a server works in its data folder, where the pid file is. Null when we may not look.</summary>
    private static bool? BelongsTo(PidFile server, int pid)
    {
        try
        {
            var there = PidFile.Read($"/proc/{pid}/cwd/postmaster.pid");
            return there is not null && there.Pid == server.Pid && there.Started == server.Started;
        }
        catch (UnauthorizedAccessException)
        {
            return null;                                   // root in a container may lack the right (CAP_SYS_PTRACE)
        }
    }

    private static bool IsPostgres(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");         // pid (name) state …, the name may hold anything
            var name = stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..stat.LastIndexOf(')')];
            return name == "postgres" && stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;                                  // gone
        }
    }

    private static IEnumerable<int> Pids() => Directory.EnumerateDirectories("/proc")
        .Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);
}
