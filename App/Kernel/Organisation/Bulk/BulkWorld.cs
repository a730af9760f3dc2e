using Microsoft.AspNetCore.Identity;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Organisation.Bulk;

/// <summary>Writes a large set for measurements: the organisation, then one module's records, then fresh statistics.</summary>
internal sealed class BulkWorld(IServiceProvider services, string folder)
{
    public const string AccountsFileName = "bench-accounts.json";

    private const string Timeline = "kernel.timeline";

    public async Task<IReadOnlyList<KnownAccount>> WriteAsync(IBulkSeed seed, int count, double openShare, IProgress<int> progress, CancellationToken ct)
    {
        var accounts = await AccountsAsync(ct);
        var people = new BulkPeople(services.GetRequiredService<AppDbContext>(), services.GetRequiredService<UserManager<User>>());
        var organisation = await people.WriteAsync(accounts[0].Password, ct);

        await using var source = NpgsqlDataSource.Create(services.GetRequiredService<DatabaseConnections>().Migrations);
        await using var owner = await source.OpenConnectionAsync(ct);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        string[] tables = [.. seed.Tables, Timeline];
        await CopyAsync(seed, new(owner, organisation, count, openShare, now, progress), tables, ct);
        await RefreshStatisticsAsync(owner, tables, ct);
        return accounts;
    }

    private static async Task CopyAsync(IBulkSeed seed, BulkStage stage, string[] tables, CancellationToken ct)
    {
        await using var transaction = await stage.Owner.BeginTransactionAsync(ct);
        var bare = await BareTables.StripAsync(stage.Owner, tables, ct);
        await seed.SeedAsync(stage, ct);
        await bare.RestoreAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>What the server would do by itself some minutes later: plans and index-only reads depend on it.</summary>
    private static async Task RefreshStatisticsAsync(NpgsqlConnection owner, string[] tables, CancellationToken ct)
    {
        foreach (var table in tables)
        {
            await using var vacuum = new NpgsqlCommand($"vacuum (analyze) {table}", owner) { CommandTimeout = 0 };
            await vacuum.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<IReadOnlyList<KnownAccount>> AccountsAsync(CancellationToken ct)
    {
        var file = Path.Combine(folder, AccountsFileName);
        if (await AccountsFile.ReadAsync(file, ct) is [_, ..] known) return known;

        var password = GeneratedPassword.New();
        var accounts = new[]
            {
                (BulkPeople.Administrator, BuiltInRoles.Administrator), (BulkPeople.SmallTechnician, BuiltInRoles.Technician), (BulkPeople.Requester, BuiltInRoles.User),
            }
            .Select(a => new KnownAccount(a.Item1, a.Item1, a.Item2, password)).ToList();
        Directory.CreateDirectory(folder);
        await AccountsFile.WriteAsync(file, accounts, ct);
        return accounts;
    }
}
