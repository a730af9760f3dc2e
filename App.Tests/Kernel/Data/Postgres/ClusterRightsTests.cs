using Npgsql;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data.Postgres;

/// <summary>One server for the tests that only look at it.</summary>
public sealed class RunningCluster : IAsyncLifetime, IDisposable
{
    private readonly TempFolder temp = new();

    public PostgresCluster Cluster { get; private set; } = null!;    // set before any test runs

    public async Task InitializeAsync() => Cluster = await ClusterTesting.StartAsync(temp.Path);

    public async Task DisposeAsync() => await Cluster.DisposeAsync();

    public void Dispose() => temp.Dispose();

    public Task<object?> AsApplicationAsync(string sql) => ClusterTesting.AskAsync(Cluster.Connections.Application, sql);

    public Task<object?> AsOwnerAsync(string sql) => ClusterTesting.AskAsync(Cluster.Connections.Migrations, sql);

    public Task<object?> AsSuperuserAsync(string sql) =>
        ClusterTesting.AskAsync(Cluster.ConnectionTo(DatabaseRoles.Database, DatabaseRoles.Superuser), sql);

    /// <summary>Does what every start does, on the running server.</summary>
    public async Task StartAgainAsync()
    {
        await using (await ClusterTesting.StartAsync(temp.Path, ClusterMode.Verb)) { }
    }
}

/// <summary>What each role may do.</summary>
public sealed class ClusterRightsTests(RunningCluster server) : IClassFixture<RunningCluster>
{
    [Theory]
    [InlineData("CREATE TABLE t (n int)")]
    [InlineData("CREATE SCHEMA s")]
    [InlineData("CREATE DATABASE d")]
    [InlineData("CREATE ROLE r")]
    [InlineData("SET ROLE opsflux_owner")]
    [InlineData("COPY (SELECT 1) TO PROGRAM 'true'")]
    [InlineData("SELECT pg_read_file('postgresql.conf')")]
    public async Task The_application_may_not(string statement)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => server.AsApplicationAsync(statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task The_application_uses_what_migrations_create_and_may_not_change_its_shape()
    {
        await server.AsOwnerAsync("CREATE SCHEMA desk; CREATE TABLE desk.tickets (id serial PRIMARY KEY, title text)");

        await server.AsApplicationAsync("INSERT INTO desk.tickets (title) VALUES ('a'), ('b')");
        await server.AsApplicationAsync("UPDATE desk.tickets SET title = 'c' WHERE id = 1; DELETE FROM desk.tickets WHERE id = 2");

        Assert.Equal("c", await server.AsApplicationAsync("SELECT title FROM desk.tickets"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => server.AsApplicationAsync("DROP TABLE desk.tickets"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task The_owner_clones_a_template_in_which_the_application_has_the_same_rights()
    {
        var maintenance = server.Cluster.ConnectionTo("postgres", DatabaseRoles.Owner);
        await ClusterTesting.AskAsync(maintenance, "CREATE DATABASE template_of_tests");
        await ClusterTesting.AskAsync(maintenance, "CREATE DATABASE clone TEMPLATE opsflux");

        await ClusterTesting.AskAsync(server.Cluster.ConnectionTo("clone", DatabaseRoles.Owner), "CREATE TABLE later (n int)");

        var count = await ClusterTesting.AskAsync(server.Cluster.ConnectionTo("clone", DatabaseRoles.Application), "SELECT count(*) FROM later");
        Assert.Equal(0L, count);
    }

    [Fact]
    public async Task The_owner_installs_the_extensions_that_search_needs() =>
        Assert.Equal("Eleve", await server.AsOwnerAsync("CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm; SELECT unaccent('Élève')"));

    [Fact]
    public async Task Names_are_sorted_as_in_French() =>
        Assert.Equal("Anne,Élodie,zoé", await server.AsApplicationAsync(
            "SELECT string_agg(name, ',' ORDER BY name) FROM (VALUES ('zoé'), ('Élodie'), ('Anne')) AS people (name)"));

    [Fact]
    public async Task A_statement_of_the_application_has_an_end() =>
        Assert.Equal("1min", await server.AsApplicationAsync("SHOW statement_timeout"));

    [Fact]
    public async Task Indexes_are_built_again_after_an_upgrade_of_the_collation()
    {
        const string version = "SELECT datcollversion FROM pg_database WHERE datname = 'opsflux'";
        var actual = await server.AsSuperuserAsync(version);
        await server.AsSuperuserAsync("UPDATE pg_database SET datcollversion = '1' WHERE datname = 'opsflux'");

        await server.StartAgainAsync();

        Assert.Equal(actual, await server.AsSuperuserAsync(version));
    }
}
