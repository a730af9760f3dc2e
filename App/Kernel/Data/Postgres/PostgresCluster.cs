using System.Diagnostics;
using Npgsql;
using OpsFlux.Kernel.Data.Postgres.Server;

namespace OpsFlux.Kernel.Data.Postgres;

/// <summary>
/// A PostgreSQL server of our own under the data folder, for installations without a configured one: created at the first
/// start, reached through a unix socket alone, stopped by the last process that used it. A server left by a killed process
/// is adopted; one that was killed itself recovers when it is started again.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    /// <summary>How long a server found running may take to accept connections: it may be in crash recovery.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ClusterFolders folders;
    private readonly ClusterLocks locks;
    private readonly bool durable;
    private Postmaster? postmaster;

    private PostgresCluster(ClusterFolders folders, PostgresClusterOptions options)
    {
        this.folders = folders;
        durable = options.Durable;
        locks = new ClusterLocks(folders, options.Mode);
    }

    /// <summary>Ways into the application's database.</summary>
    public DatabaseConnections Connections => new(
        ConnectionTo(DatabaseRoles.Database, DatabaseRoles.Application),
        ConnectionTo(DatabaseRoles.Database, DatabaseRoles.Owner));

    private ClusterConnections Ways => new(folders, postmaster?.Socket ?? folders.Run);

    /// <summary>Returns with a server that accepts connections and a database with its roles and rights.</summary>
    /// <exception cref="StartupProblem">Something an operator has to put right.</exception>
    public static async Task<PostgresCluster> StartAsync(PostgresClusterOptions options, CancellationToken ct)
    {
        var folders = new ClusterFolders(options.Folder);
        folders.Prepare();
        var cluster = new PostgresCluster(folders, options);
        try
        {
            await cluster.RunAsync(options, ct);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A way into another database of this cluster, for tests that clone one each.</summary>
    /// <param name="database">Need not exist yet.</param>
    /// <param name="role">One of <see cref="DatabaseRoles"/>.</param>
    public string ConnectionTo(string database, string role) => Ways.To(database, role);

    /// <summary>Starts the server again where it has ended or was killed meanwhile, crash recovery included; false while it runs.</summary>
    public async Task<bool> ReviveAsync(CancellationToken ct)
    {
        if (postmaster is null or { IsRunning: true }) return false;
        await using var starting = await locks.StartingAsync(ct);
        if (postmaster.IsRunning) return false;
        await postmaster.StartAsync(durable);
        return true;
    }

    /// <summary>Stops the server unless another process uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (locks)
        await using (await locks.StartingAsync(default))
            if (await locks.LeaveAsLastAsync() && postmaster is { IsRunning: true })
                await postmaster.StopAsync();
    }

    private async Task RunAsync(PostgresClusterOptions options, CancellationToken ct)
    {
        await using var starting = await locks.StartingAsync(ct);
        var account = await ServerAccount.ForAsync(folders.Cluster, ct);
        await account.RequirePassageAsync(folders.Root, ct);
        var binaries = await ServerBinaries.FindAsync(options.Bin, folders.Major(), folders.Data, ct);
        var tools = new ServerTools(binaries, account, folders);
        await new ClusterCreation(folders, account, tools, options.Durable).EnsureAsync(ct);

        await locks.UseAsync(ct);
        postmaster = new Postmaster(folders, tools);
        await using var superuser = await ConnectAsync(postmaster, ct);
        await new ClusterProvisioning(folders).RunAsync(superuser, Ways.To(DatabaseRoles.Database, DatabaseRoles.Superuser), ct);
    }

    /// <summary>Starts the server where none runs. One found running may still be recovering, or about to end: both are waited for.</summary>
    private async Task<NpgsqlConnection> ConnectAsync(Postmaster server, CancellationToken ct)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100, ct))
        {
            if (!server.IsRunning) await server.StartAsync(durable);
            var connection = new NpgsqlConnection(Ways.To(DatabaseRoles.MaintenanceDatabase, DatabaseRoles.Superuser));
            try
            {
                await connection.OpenAsync(ct);
                return connection;
            }
            catch (NpgsqlException e)
            {
                await connection.DisposeAsync();
                if (e.SqlState is PostgresErrorCodes.InvalidPassword)
                    throw new StartupProblem("cluster-secret-lost", folders.Data, folders.SecretOf(DatabaseRoles.Superuser));
                if (!ServerProbe.MayPass(e) || waited.Elapsed > Patience)
                    throw new StartupProblem("postgres-failed", "postgres", e.SqlState ?? "", e.Message);
            }
        }
    }
}
