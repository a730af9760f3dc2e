namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>Locks between processes. The kernel lets go of them when a process dies, however it dies.</summary>
internal static class FileLock
{
    /// <summary>.NET tells a lock held by another (flock's EWOULDBLOCK) from other input/output errors by this alone.</summary>
    private const int HeldByAnother = 11;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Null when another process, or another holder in this one, has the lock in any form.</summary>
    public static FileStream? TryExclusive(string file) => TryOpen(file, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Waits for the lock.</summary>
    public static async Task<FileStream> ExclusiveAsync(string file, CancellationToken ct)
    {
        while (true)
        {
            if (TryExclusive(file) is { } held) return held;
            await Task.Delay(Pause, ct);
        }
    }

    /// <summary>Waits for a lock that many may hold at once.</summary>
    public static async Task<FileStream> SharedAsync(string file, CancellationToken ct)
    {
        while (true)
        {
            if (TryOpen(file, FileAccess.Read, FileShare.Read) is { } held) return held;
            await Task.Delay(Pause, ct);
        }
    }

    private static FileStream? TryOpen(string file, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException e) when (e.HResult == HeldByAnother)
        {
            return null;
        }
    }
}
