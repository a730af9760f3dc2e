namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>
/// The places of a private cluster. <see cref="Root"/> belongs to this process; only cluster, log and run belong to the
/// server's account, so that root never writes a file into a folder that a lesser account controls.
/// </summary>
internal sealed class ClusterFolders(string dataFolder)
{
    internal const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Others may pass through, not look: what root needs for the server's account to reach its own folders.</summary>
    private const UnixFileMode Passage = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Data { get; } = Path.GetFullPath(dataFolder);
    public string Root => Path.Combine(Data, "postgres");
    public string Cluster => Path.Combine(Root, "cluster");

    /// <summary>Where initdb works; renamed when complete, so that an interrupted one is never taken for a cluster.</summary>
    public string NewCluster => Path.Combine(Root, "cluster.new");

    public string Log => Path.Combine(Root, "log");
    public string Run => SocketFolder.For(Root);
    public string Settings => Path.Combine(Root, "opsflux.conf");
    public string PidFile => Path.Combine(Cluster, "postmaster.pid");
    public string ServeLock => Path.Combine(Root, "serve.lock");
    public string StartLock => Path.Combine(Root, "start.lock");
    public string UsersLock => Path.Combine(Root, "users.lock");

    public string SecretOf(string role) => Path.Combine(Root, role + ".secret");

    /// <summary>Major version of the cluster, null before there is one.</summary>
    public int? Major()
    {
        var file = Path.Combine(Cluster, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim(), System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Creates what is missing and leaves the modes of what exists to the operator.</summary>
    public void Prepare()
    {
        try
        {
            var mode = Environment.IsPrivilegedProcess ? Passage : Private;
            Create(Data, mode);
            Create(Root, mode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
    }

    public StartupProblem NotWritable(Exception e) => OutOfSpace.IsCause(e)
        ? new StartupProblem("disk-full", Data)
        : new StartupProblem("folder-not-writable", Data, Environment.UserName, e.Message);

    /// <summary>Sets the mode after creation too, because the umask may have taken bits away.</summary>
    internal static void Create(string folder, UnixFileMode mode)
    {
        if (Directory.Exists(folder)) return;
        Directory.CreateDirectory(folder, mode);
        File.SetUnixFileMode(folder, mode);
    }
}
