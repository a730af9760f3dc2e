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

    private readonly ClusterLocks locks;
    private readonly Postmaster postmaster;
    private readonly ClusterConnections connections;

    private PostgresCluster(ClusterLocks locks, Postmaster postmaster, ClusterConnections connections)
    {
        (this.locks, this.postmaster, this.connections) = (locks, postmaster, connections);
        Connections = connections.ToApplication;
    }

    /// <summary>Ways into the application's database.</summary>
    public DatabaseConnections Connections { get; }

    /// <summary>Returns with a server that accepts connections and a database with its roles and rights.</summary>
    /// <exception cref="StartupProblem">Something an operator has to put right.</exception>
    public static async Task<PostgresCluster> StartAsync(PostgresClusterOptions options, CancellationToken ct)
    {
        var folders = new ClusterFolders(options.Folder);
        folders.Prepare();
        var locks = new ClusterLocks(folders, options.Mode);
        try
        {
            await using var starting = await locks.StartingAsync(ct);
            return await StartAsync(options, folders, locks, ct);
        }
        catch
        {
            await locks.DisposeAsync();
            throw;
        }
    }

    /// <summary>A way into another database of this cluster, for tests that clone one each.</summary>
    /// <param name="database">Need not exist yet.</param>
    /// <param name="role">One of <see cref="DatabaseRoles"/>.</param>
    public string ConnectionTo(string database, string role) => connections.To(database, role);

    /// <summary>Stops the server unless another process uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (locks)
        await using (await locks.StartingAsync(default))
            if (await locks.LeaveAsLastAsync() && postmaster.IsRunning)
                await postmaster.StopAsync();
    }

    private static async Task<PostgresCluster> StartAsync(
        PostgresClusterOptions options, ClusterFolders folders, ClusterLocks locks, CancellationToken ct)
    {
        var account = await ServerAccount.ForAsync(folders.Cluster, ct);
        await account.RequirePassageAsync(folders.Root, ct);
        var binaries = await ServerBinaries.FindAsync(options.Bin, folders.Major(), folders.Data, ct);
        var tools = new ServerTools(binaries, account, folders);
        await new ClusterCreation(folders, account, tools).EnsureAsync(ct);

        var postmaster = new Postmaster(folders, tools);
        await using var superuser = await ConnectAsync(postmaster, folders, options.Durable, ct);
        var connections = new ClusterConnections(folders, postmaster.Socket);
        await new ClusterProvisioning(folders).RunAsync(superuser, connections.To(DatabaseRoles.Database, DatabaseRoles.Superuser), ct);
        await locks.UseAsync(ct);
        return new PostgresCluster(locks, postmaster, connections);
    }

    /// <summary>Starts the server where none runs. One found running may still be recovering, or about to end: both are waited for.</summary>
    private static async Task<NpgsqlConnection> ConnectAsync(Postmaster postmaster, ClusterFolders folders, bool durable, CancellationToken ct)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100, ct))
        {
            if (!postmaster.IsRunning) await postmaster.StartAsync(durable);
            var way = new ClusterConnections(folders, postmaster.Socket).To(DatabaseRoles.MaintenanceDatabase, DatabaseRoles.Superuser);
            var connection = new NpgsqlConnection(way);
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
