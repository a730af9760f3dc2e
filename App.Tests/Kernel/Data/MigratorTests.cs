using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data;

public sealed class MigratorTests : IAsyncLifetime
{
    private readonly string database = $"test_{Guid.CreateVersion7():n}";
    private DatabaseConnections connections = null!;    // set before any test runs

    public async Task InitializeAsync() => connections = await TestCluster.CreateEmptyAsync(database);

    public Task DisposeAsync() => TestCluster.DropAsync(database);

    [Fact]
    public async Task Once_builds_the_schema_and_twice_is_harmless()
    {
        Assert.NotEmpty(await MigrateAsync());
        var grants = await AskAsync("select count(*) from kernel.grants");

        Assert.Empty(await MigrateAsync());

        Assert.Equal(grants, await AskAsync("select count(*) from kernel.grants"));
        Assert.Equal((long)BuiltInRoles.Codes.Count, await AskAsync("select count(*) from kernel.roles"));
    }

    [Fact]
    public async Task Instances_that_start_together_wait_for_one_another()
    {
        var applied = await Task.WhenAll(MigrateAsync(), MigrateAsync(), MigrateAsync());

        Assert.Single(applied, names => names.Count > 0);
    }

    [Fact]
    public async Task What_an_administrator_took_away_stays_away()
    {
        await MigrateAsync();
        await AskAsync($"delete from kernel.grants where permission = '{TicketPermissions.Rate}'");

        await MigrateAsync();

        Assert.Equal(0L, await AskAsync($"select count(*) from kernel.grants where permission = '{TicketPermissions.Rate}'"));
    }

    private Task<IReadOnlyList<string>> MigrateAsync() => new Migrator(connections, new ModuleCatalog(ModuleList.All), TimeProvider.System).RunAsync(default);

    private async Task<object?> AskAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(connections.Migrations);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
