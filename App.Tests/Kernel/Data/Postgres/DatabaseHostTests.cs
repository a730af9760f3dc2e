using Microsoft.Extensions.Configuration;
using Npgsql;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Data.Postgres.Server;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data.Postgres;

/// <summary>Which database the application runs on, and what it says of a configured one that cannot be used.</summary>
public sealed class DatabaseHostTests(RunningCluster server) : IClassFixture<RunningCluster>
{
    [Fact]
    public async Task Without_a_configured_server_a_private_one_runs_in_the_data_folder()
    {
        using var temp = new TempFolder();
        var configuration = Configure(("Data:Folder", temp["data"]), ("ConnectionStrings:Default", " "));

        await using var host = await DatabaseHost.OpenAsync(configuration, ClusterMode.Serve, TimeProvider.System, default);

        Assert.True(host.IsPrivate);
        Assert.Equal("opsflux_app", await ClusterTesting.AskAsync(host.Connections.Application, "SELECT current_user::text"));
        Assert.Equal("opsflux_owner", await ClusterTesting.AskAsync(host.Connections.Migrations, "SELECT current_user::text"));
    }

    [Fact]
    public async Task A_configured_server_is_used_for_both_where_migrations_have_no_way_of_their_own()
    {
        var configuration = Configure(("ConnectionStrings:Default", server.Cluster.Connections.Application));

        await using var host = await DatabaseHost.OpenAsync(configuration, ClusterMode.Serve, TimeProvider.System, default);

        Assert.False(host.IsPrivate);
        Assert.Equal(host.Connections.Application, host.Connections.Migrations);
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_repeating_it()
    {
        var problem = await ProbeAsync(Server(way => way.Password = "s3cret-but-wrong"));

        Assert.Equal("server-refused", problem.Code);
        Assert.Contains("opsflux_app", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_named() =>
        Assert.Equal("server-without-database", (await ProbeAsync(Server(way => way.Database = "elsewhere"))).Code);

    [Fact]
    public async Task A_server_that_does_not_answer_is_named()
    {
        var problem = await ProbeAsync("Host=127.0.0.1;Port=1;Username=u;Password=p");

        Assert.Equal("server-unreachable", problem.Code);
        Assert.Contains("127.0.0.1:1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_not_repeated()
    {
        var problem = await ProbeAsync("Pasword=s3cret");

        Assert.Equal("connection-invalid", problem.Code);
        Assert.DoesNotContain("s3cret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_folder_is_the_configured_one_made_absolute() =>
        Assert.Equal(Path.GetFullPath("here"), DataFolder.Resolve(Configure(("Data:Folder", "here"))));

    [Theory]
    [InlineData(16384, 256)]
    [InlineData(1024, 128)]
    [InlineData(64, 32)]
    public void The_server_s_memory_follows_the_machine_s(long machineMegabytes, int buffersMegabytes) =>
        Assert.Contains($"shared_buffers = {buffersMegabytes}MB", ServerSettings.Text("/run/x", true, machineMegabytes << 20), StringComparison.Ordinal);

    private string Server(Action<NpgsqlConnectionStringBuilder> change)
    {
        var way = new NpgsqlConnectionStringBuilder(server.Cluster.Connections.Application);
        change(way);
        return way.ConnectionString;
    }

    private static Task<StartupProblem> ProbeAsync(string connection) => ClusterTesting.ProblemAsync(() =>
        ServerProbe.RequireAsync("ConnectionStrings:Default", connection, TimeSpan.Zero, TimeProvider.System, default));

    private static IConfiguration Configure(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
        .Build();
}
