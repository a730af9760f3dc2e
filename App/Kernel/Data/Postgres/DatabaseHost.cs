namespace OpsFlux.Kernel.Data.Postgres;

/// <summary>The database that the application runs on: the configured server, else a private cluster that lives as long as this.</summary>
public sealed class DatabaseHost : IAsyncDisposable
{
    private static readonly TimeSpan WatchPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly PostgresCluster? cluster;

    private DatabaseHost(DatabaseConnections connections, PostgresCluster? cluster)
    {
        Connections = connections;
        this.cluster = cluster;
    }

    /// <summary>Ways into the application's database.</summary>
    public DatabaseConnections Connections { get; }

    /// <summary>True when the server is ours: then one process serves the data folder, and backup is the operator's page's.</summary>
    public bool IsPrivate => cluster is not null;

    /// <summary>
    /// <c>ConnectionStrings:Default</c> where it is set (<c>:Migrations</c> for migrations, else the same), after trying it;
    /// else the cluster in the data folder, with the programs in <c>Postgres:Bin</c> where that is set.
    /// </summary>
    /// <exception cref="StartupProblem">Something an operator has to put right.</exception>
    public static async Task<DatabaseHost> OpenAsync(IConfiguration configuration, ClusterMode mode, TimeProvider clock, CancellationToken ct)
    {
        var configured = Setting(configuration, "ConnectionStrings:Default");
        if (configured is not null) return await OpenConfiguredAsync(configuration, configured, clock, ct);

        var cluster = await PostgresCluster.StartAsync(new PostgresClusterOptions
        {
            Folder = DataFolder.Resolve(configuration),
            Bin = Setting(configuration, "Postgres:Bin"),
            Mode = mode,
        }, ct);
        return new DatabaseHost(cluster.Connections, cluster);
    }

    /// <summary>
    /// Keeps a private server alive until cancelled: one that was killed, or ran out of memory, is started again within
    /// seconds and open pages go on. A configured server is its operator's.
    /// </summary>
    /// <param name="revived">Told after each restart.</param>
    public async Task KeepRunningAsync(Func<Task> revived, CancellationToken ct)
    {
        if (cluster is null) await Task.Delay(Timeout.Infinite, ct);
        while (true)
        {
            await Task.Delay(WatchPause, ct);
            if (await cluster!.ReviveAsync(ct)) await revived();   // not null: the delay above ends by cancellation alone
        }
    }

    /// <summary>Stops a private server unless another process uses it.</summary>
    public ValueTask DisposeAsync() => cluster?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<DatabaseHost> OpenConfiguredAsync(
        IConfiguration configuration, string application, TimeProvider clock, CancellationToken ct)
    {
        await ServerProbe.RequireAsync("ConnectionStrings:Default", application, Patience, clock, ct);
        var migrations = Setting(configuration, "ConnectionStrings:Migrations");
        if (migrations is not null) await ServerProbe.RequireAsync("ConnectionStrings:Migrations", migrations, Patience, clock, ct);
        return new DatabaseHost(new DatabaseConnections(application, migrations ?? application), null);
    }

    private static string? Setting(IConfiguration configuration, string key) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
