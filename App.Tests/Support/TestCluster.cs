using Npgsql;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules;

namespace OpsFlux.Tests.Support;

/// <summary>
/// The one private server of a test run, started by whoever asks first. Its own database is migrated once and then only
/// copied, so nobody may connect to it.
/// </summary>
internal sealed class TestCluster
{
    private static readonly Lazy<Task<TestCluster>> Shared = new(StartAsync);

    private readonly TempFolder folder;
    private readonly PostgresCluster cluster;

    private TestCluster(TempFolder folder, PostgresCluster cluster)
    {
        this.folder = folder;
        this.cluster = cluster;
    }

    /// <summary>An empty organisation with built-in roles and the few rows of <see cref="World"/>.</summary>
    /// <param name="name">Of the new database.</param>
    public static Task<DatabaseConnections> CloneAsync(string name) => CreateAsync(name, DatabaseRoles.Database);

    /// <summary>A database without any table, for tests of migrations.</summary>
    public static Task<DatabaseConnections> CreateEmptyAsync(string name) => CreateAsync(name, "template0");

    /// <summary>The same database as the server's superuser, against whom only what stands outside the database helps.</summary>
    public static async Task<string> AsSuperuserAsync(DatabaseConnections connections)
    {
        var database = new NpgsqlConnectionStringBuilder(connections.Application).Database!;    // every test database has a name
        return new NpgsqlConnectionStringBuilder((await Shared.Value).cluster.ConnectionTo(database, DatabaseRoles.Superuser)) { Pooling = false }.ConnectionString;
    }

    /// <summary>Ends whatever still uses the database: browsers' connections, a listener.</summary>
    public static async Task DropAsync(string name)
    {
        var own = await Shared.Value;
        // As the superuser: the owner may not end connections of the application's role, and a closed one takes a moment to go.
        await own.ExecuteAsync($"drop database if exists \"{name}\" with (force)", DatabaseRoles.Superuser);
    }

    /// <summary>At the end of the run. Nothing happens where no test asked for a database.</summary>
    public static async Task StopAsync()
    {
        if (!Shared.IsValueCreated) return;
        var own = await Shared.Value;
        await own.cluster.DisposeAsync();
        own.folder.Dispose();
    }

    private static async Task<TestCluster> StartAsync()
    {
        var folder = new TempFolder();
        var cluster = await PostgresCluster.StartAsync(new() { Folder = folder.Path, Durable = false, Mode = ClusterMode.Verb }, default);
        await new Migrator(cluster.Connections, new ModuleCatalog(ModuleList.All), TimeProvider.System, AuditSecret.Key).RunAsync(default);
        await World.SeedAsync(cluster.Connections);
        NpgsqlConnection.ClearAllPools();   // a template in use cannot be copied
        return new(folder, cluster);
    }

    private static async Task<DatabaseConnections> CreateAsync(string name, string template)
    {
        var own = await Shared.Value;
        await own.ExecuteAsync($"create database \"{name}\" template {template} strategy file_copy");
        return new(Modest(own.cluster.ConnectionTo(name, DatabaseRoles.Application)), Modest(own.cluster.ConnectionTo(name, DatabaseRoles.Owner)));
    }

    /// <summary>As many databases as test classes that run at once share the server's hundred connections.</summary>
    private static string Modest(string connection) => new NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = 25 }.ConnectionString;

    private async Task ExecuteAsync(string sql, string role = DatabaseRoles.Owner)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(cluster.ConnectionTo(DatabaseRoles.MaintenanceDatabase, role)) { Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
