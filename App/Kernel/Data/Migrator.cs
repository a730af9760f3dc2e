using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit.Proof;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Data;

/// <summary>
/// Brings the schema and the built-in roles up to date, as the owner, one instance at a time (advisory lock). Safe to
/// call at every start; a run that is killed is finished by the next.
/// </summary>
/// <param name="auditKey">What the built-in roles' audit entries are keyed with.</param>
public sealed class Migrator(DatabaseConnections connections, ModuleCatalog catalog, TimeProvider clock, AuditKey? auditKey = null)
{
    private const long LockKey = 0x4F7073466C7578;   // "OpsFlux"

    /// <summary>The names of the migrations applied now; empty when the schema was up to date.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connections.Migrations);
        await using var guard = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(guard, $"select pg_advisory_lock({LockKey})", ct);
        try
        {
            await using var db = Open(source);
            var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
            if (pending.Count > 0)
            {
                await db.Database.MigrateAsync(ct);
                await db.Database.ExecuteSqlRawAsync(TablePrivileges.Sql(db.Model), ct);
            }

            await ExecuteAsync(guard, "select kernel.renew_audit_generation()", ct);
            await BuiltInAccess.SyncAsync(db, catalog, ct);
            return pending;
        }
        finally
        {
            await ExecuteAsync(guard, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    /// <summary>The migrations that the next start will apply. Changes nothing.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connections.Migrations);
        await using var db = Open(source);
        return [.. await db.Database.GetPendingMigrationsAsync(ct)];
    }

    private AppDbContext Open(NpgsqlDataSource source)
    {
        var options = new DbContextOptionsBuilder<AppDbContext>();
        KernelServices.Configure(options, source);
        var db = new AppDbContext(options.Options, new SystemUser(), catalog, clock, auditKey);
        db.Database.SetCommandTimeout(0);   // a table of a million rows that is written anew takes minutes, and is not begun again for it
        return db;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
