namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>
/// Who uses a data folder: at most one <c>serve</c>, any number of users, and one at a time who starts or stops the server.
/// </summary>
internal sealed class ClusterLocks : IAsyncDisposable
{
    private readonly ClusterFolders folders;
    private readonly FileStream? serving;
    private FileStream? use;

    /// <summary>Refuses a second <c>serve</c>.</summary>
    public ClusterLocks(ClusterFolders folders, ClusterMode mode)
    {
        this.folders = folders;
        if (mode is ClusterMode.Serve)
            serving = Guarded(() => FileLock.TryExclusive(folders.ServeLock)) ?? throw new StartupProblem("folder-served", folders.Data);
    }

    /// <summary>Holds everybody else's starting and stopping until disposed.</summary>
    public Task<FileStream> StartingAsync(CancellationToken ct) => Guarded(() => FileLock.ExclusiveAsync(folders.StartLock, ct));

    /// <summary>Keeps whoever leaves before us from stopping the server.</summary>
    public async Task UseAsync(CancellationToken ct) => use = await FileLock.SharedAsync(folders.UsersLock, ct);

    /// <summary>True when nobody else uses the server. Asked while starting is held, so that nobody comes in between.</summary>
    public async Task<bool> LeaveAsLastAsync()
    {
        if (use is null) return false;
        await use.DisposeAsync();
        use = null;
        await using var alone = FileLock.TryExclusive(folders.UsersLock);
        return alone is not null;
    }

    public async ValueTask DisposeAsync()
    {
        if (use is not null) await use.DisposeAsync();
        if (serving is not null) await serving.DisposeAsync();
    }

    private T Guarded<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw folders.NotWritable(e);
        }
    }
}
