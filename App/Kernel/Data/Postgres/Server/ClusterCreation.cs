namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>Makes a cluster where there is none, or the folders that a start needs around an existing one.</summary>
internal sealed class ClusterCreation(ClusterFolders folders, ServerAccount account, ServerTools tools, bool durable)
{
    public async Task EnsureAsync(CancellationToken ct)
    {
        try
        {
            await account.RequirePassageAsync(folders.Root, ct);
            await GiveAsync(folders.Log, ct);
            await GiveAsync(folders.Run, ct);
            if (!Directory.Exists(folders.Cluster)) await CreateAsync(ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw folders.NotWritable(e);
        }
    }

    private async Task CreateAsync(CancellationToken ct)
    {
        if (Directory.Exists(folders.NewCluster)) Directory.Delete(folders.NewCluster, recursive: true);
        await GiveAsync(folders.NewCluster, ct);

        var password = Path.Combine(folders.Root, "initdb.secret");
        Secret.Write(password, Secret.ReadOrCreate(folders.SecretOf(DatabaseRoles.Superuser)));
        await account.OwnAsync(password, ct);
        try
        {
            await InitialiseAsync(ct);
        }
        finally
        {
            File.Delete(password);
        }
        Directory.Move(folders.NewCluster, folders.Cluster);
    }

    /// <summary>Checksums, because small servers have small disks: a bad block is reported rather than read.</summary>
    private Task InitialiseAsync(CancellationToken ct) => tools.RunAsync("initdb",
        [
            "-D", "cluster.new", "-U", DatabaseRoles.Superuser, "--pwfile=initdb.secret", "--auth=scram-sha-256",
            "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", .. durable ? [] : (string[])["--no-sync"],
        ], ct);

    /// <summary>A link in a place that others can write (the socket's short folder) is somebody's trap: not followed.</summary>
    private async Task GiveAsync(string folder, CancellationToken ct)
    {
        ClusterFolders.Create(folder, ClusterFolders.Private);
        if (new DirectoryInfo(folder).LinkTarget is { } target) throw new IOException($"{folder} -> {target}");
        if (account.IsOwn) File.SetUnixFileMode(folder, ClusterFolders.Private);    // refused when it is not ours
        await account.OwnAsync(folder, ct);
    }
}
