using System.Diagnostics;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Data.Postgres.Server;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data.Postgres;

/// <summary>Starting, sharing, stopping and losing a private cluster, with real servers.</summary>
public sealed class ClusterLifeTests(MadeCluster made) : IClassFixture<MadeCluster>, IDisposable
{
    private const string KeepSomething = "CREATE TABLE kept AS SELECT 42 AS n";
    private const string ReadIt = "SELECT n FROM kept";

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task The_first_start_creates_a_cluster_and_the_second_finds_its_data()
    {
        await using (var first = await ClusterTesting.StartAsync(temp.Path, durable: true))
            await ClusterTesting.AskAsync(first.Connections.Migrations, KeepSomething);
        Assert.False(File.Exists(new ClusterFolders(temp.Path).PidFile));

        await using var second = await ClusterTesting.StartAsync(temp.Path, durable: true);

        Assert.Equal(42, await ClusterTesting.AskAsync(second.Connections.Application, ReadIt));
        Assert.Equal("on", await ClusterTesting.AskAsync(second.Connections.Application, "SHOW fsync"));
        Assert.Equal("", await ClusterTesting.AskAsync(second.Connections.Application, "SHOW listen_addresses"));
    }

    [Fact]
    public async Task A_second_serve_is_refused_a_verb_joins_and_the_last_one_out_stops_the_server()
    {
        await made.CopyToAsync(temp.Path);
        var serve = await ClusterTesting.StartAsync(temp.Path);
        var pid = ClusterTesting.PidOf(temp.Path);

        var refused = await ClusterTesting.ProblemAsync(() => ClusterTesting.StartAsync(temp.Path));
        var verb = await ClusterTesting.StartAsync(temp.Path, ClusterMode.Verb);
        await serve.DisposeAsync();

        Assert.Equal("folder-served", refused.Code);
        Assert.Equal(pid, ClusterTesting.PidOf(temp.Path));
        Assert.Equal(1, await ClusterTesting.AskAsync(verb.Connections.Application, "SELECT 1"));

        await verb.DisposeAsync();
        Assert.False(File.Exists(new ClusterFolders(temp.Path).PidFile));
    }

    [Fact]
    public async Task Starters_at_the_same_moment_share_one_server()
    {
        var starts = Enumerable.Range(0, 3).Select(_ => ClusterTesting.StartAsync(temp.Path, ClusterMode.Verb));

        var clusters = await Task.WhenAll(starts);

        var born = await Task.WhenAll(clusters.Select(c =>
            ClusterTesting.AskAsync(c.Connections.Application, "SELECT pg_postmaster_start_time()")));
        foreach (var cluster in clusters) await cluster.DisposeAsync();
        Assert.Single(born.Distinct());
    }

    [Fact]
    public async Task A_server_left_by_a_killed_application_is_adopted_and_then_stopped()
    {
        await made.CopyToAsync(temp.Path);
        await ClusterTesting.RunAbandonedAsync(temp.Path);
        var pid = ClusterTesting.PidOf(temp.Path);

        await using (await ClusterTesting.StartAsync(temp.Path))
            Assert.Equal(pid, ClusterTesting.PidOf(temp.Path));

        Assert.False(File.Exists(new ClusterFolders(temp.Path).PidFile));
    }

    [Fact]
    public async Task A_server_killed_under_its_application_is_started_again()
    {
        await made.CopyToAsync(temp.Path);
        await using var cluster = await ClusterTesting.StartAsync(temp.Path, durable: true);
        await ClusterTesting.AskAsync(cluster.Connections.Migrations, KeepSomething);
        Assert.False(await cluster.ReviveAsync(default));

        using var postmaster = Process.GetProcessById(ClusterTesting.PidOf(temp.Path));
        postmaster.Kill();
        while (!await cluster.ReviveAsync(default)) await Task.Delay(20);   // a killed process is seen as gone a moment later
        Npgsql.NpgsqlConnection.ClearAllPools();

        Assert.Equal(42, await ClusterTesting.AskAsync(cluster.Connections.Application, ReadIt));
    }

    [Fact]
    public async Task A_killed_server_recovers_what_was_committed()
    {
        await made.CopyToAsync(temp.Path);
        await using (var killed = await ClusterTesting.StartAsync(temp.Path, durable: true))
        {
            await ClusterTesting.AskAsync(killed.Connections.Migrations, KeepSomething);
            using var postmaster = Process.GetProcessById(ClusterTesting.PidOf(temp.Path));
            postmaster.Kill();
        }

        await using var next = await ClusterTesting.StartAsync(temp.Path, durable: true);

        Assert.Equal(42, await ClusterTesting.AskAsync(next.Connections.Application, ReadIt));
    }

    [Fact]
    public async Task A_number_that_was_given_to_a_stranger_is_not_taken_for_the_server()
    {
        await made.CopyToAsync(temp.Path);
        var folders = new ClusterFolders(temp.Path);
        string[] lines = [$"{Environment.ProcessId}", folders.Cluster, "1", "5432", folders.Run, "", "1 999999", "ready"];
        await File.WriteAllLinesAsync(folders.PidFile, lines);

        await using var next = await ClusterTesting.StartAsync(temp.Path);

        Assert.NotEqual(Environment.ProcessId, ClusterTesting.PidOf(temp.Path));
    }

    [Fact]
    public async Task An_interrupted_creation_is_begun_again()
    {
        var folders = new ClusterFolders(temp.Path);
        Directory.CreateDirectory(folders.NewCluster);
        await File.WriteAllTextAsync(Path.Combine(folders.NewCluster, "PG_VERSION"), "15");

        await using var cluster = await ClusterTesting.StartAsync(temp.Path);

        Assert.Equal(1, await ClusterTesting.AskAsync(cluster.Connections.Application, "SELECT 1"));
    }

    [Theory]
    [InlineData(" with spaces, a comma, a 'quote' and a $(dollar)")]
    [InlineData("-long-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789")]
    public async Task Unusual_paths_serve(string name)
    {
        using var unusual = new TempFolder(name);
        await using var cluster = await ClusterTesting.StartAsync(unusual.Path);
        var run = new ClusterFolders(unusual.Path).Run;

        Assert.Equal(1, await ClusterTesting.AskAsync(cluster.Connections.Application, "SELECT 1"));

        await cluster.DisposeAsync();
        if (!run.StartsWith(unusual.Path, StringComparison.Ordinal)) Directory.Delete(run);
    }

    [Fact]
    public async Task Passwords_and_socket_are_for_their_owner_alone()
    {
        await using var cluster = await ClusterTesting.StartAsync(temp.Path);
        var folders = new ClusterFolders(temp.Path);

        string[] roles = [DatabaseRoles.Superuser, DatabaseRoles.Owner, DatabaseRoles.Application];
        Assert.All(roles, role =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folders.SecretOf(role))));
        Assert.Equal(ClusterFolders.Private, File.GetUnixFileMode(folders.Run));
        Assert.DoesNotContain("Password", cluster.Connections.ToString(), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(folders.Log), log =>
            Assert.DoesNotContain("PASSWORD", File.ReadAllText(log), StringComparison.OrdinalIgnoreCase));
    }
}
