using Npgsql;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Data.Postgres.Server;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data.Postgres;

/// <summary>Short ways to start clusters and to ask them things.</summary>
internal static class ClusterTesting
{
    public static Task<PostgresCluster> StartAsync(string folder, ClusterMode mode = ClusterMode.Serve, string? bin = null, bool durable = false) =>
        PostgresCluster.StartAsync(new() { Folder = folder, Mode = mode, Bin = bin, Durable = durable }, default);

    public static async Task<object?> AskAsync(string connection, string sql)
    {
        // Not pooled: the server these connections lead to is about to go.
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public static async Task<StartupProblem> ProblemAsync(Func<Task> start) => await Assert.ThrowsAsync<StartupProblem>(start);

    public static int PidOf(string folder) => PidFile.Read(new ClusterFolders(folder).PidFile)!.Pid;

    /// <summary>Runs the server of an existing cluster without a process that uses it: what a killed application leaves.</summary>
    public static async Task RunAbandonedAsync(string folder)
    {
        var folders = new ClusterFolders(folder);
        var account = await ServerAccount.ForAsync(folders.Cluster, default);
        var binaries = await ServerBinaries.FindAsync(null, folders.Major(), folder, default);
        await new Postmaster(folders, new ServerTools(binaries, account, folders)).StartAsync(durable: false);
    }

    /// <summary>Programs that pretend to be PostgreSQL's: an installation this machine does not have, or one that fails.</summary>
    public static string FakePrograms(TempFolder temp, string version, string initdbSays = "")
    {
        var bin = Directory.CreateDirectory(temp["bin"]).FullName;
        Script("postgres", $"echo 'postgres (PostgreSQL) {version}'");
        Script("initdb", $"echo '{initdbSays}' >&2; exit 1");
        Script("pg_ctl", "exit 1");
        return bin;

        void Script(string name, string body)
        {
            var file = Path.Combine(bin, name);
            File.WriteAllText(file, $"#!/bin/sh\n{body}\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }
}
