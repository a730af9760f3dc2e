using System.Runtime.CompilerServices;
using Npgsql;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Data.Postgres.Server;
using OpsFlux.Kernel.Hosting.Verbs;

namespace OpsFlux.Kernel.Hosting.Doctor;

/// <summary>
/// The database: there, of a version we know, with rights as small as they should be, its schema and clock in step. A
/// private cluster that does not exist yet is left so.
/// </summary>
internal sealed class DatabaseCheck : ICheck
{
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(5);

    /// <summary>Any of these lets whoever takes over the application rewrite the audit log.</summary>
    private const string TooMuch =
        """
        select rolsuper or rolcreaterole or pg_has_role(current_user, (select datdba from pg_database where datname = current_database()), 'member')
            or coalesce((select bool_or(has_table_privilege(c.oid, 'update') or has_table_privilege(c.oid, 'delete')) from pg_class c
                         where c.oid in (to_regclass('kernel.audit_entries'), to_regclass('kernel.audit_values'), to_regclass('kernel.audit_seals'), to_regclass('kernel.audit_manifests'), to_regclass('kernel.timeline'))), false)
        from pg_roles where rolname = current_user
        """;

    private const string TooLittle =
        """
        select coalesce(string_agg(format('%I.%I', schemaname, tablename), ', '), '') from pg_tables
        where schemaname = any($1) and not has_table_privilege(format('%I.%I', schemaname, tablename), 'select')
        """;

    public async IAsyncEnumerable<Finding> ExamineAsync(VerbContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        var found = new List<Finding>();
        try
        {
            await ExamineAsync(context, found, ct);
        }
        catch (StartupProblem problem)
        {
            found.Add(Finding.Wrong("Database.Problem", problem.Message));
        }
        catch (NpgsqlException e)
        {
            found.Add(Finding.Wrong("Database.Problem", e.Message));
        }

        foreach (var finding in found) yield return finding;
    }

    private static async Task ExamineAsync(VerbContext context, List<Finding> found, CancellationToken ct)
    {
        if (await WouldCreateAsync(context, ct) is { } programs)
        {
            found.Add(programs);
            return;
        }

        await using var host = await DatabaseHost.OpenAsync(context.Configuration, ClusterMode.Verb, TimeProvider.System, ct);
        await using var source = NpgsqlDataSource.Create(host.Connections.Application);
        await using var connection = await source.OpenConnectionAsync(ct);
        found.Add(Finding.Fine(host.IsPrivate ? "Database.Private" : "Database.Configured", connection.PostgreSqlVersion, connection.Host ?? ""));
        await RightsAsync(connection, ["kernel", .. context.Catalog.Modules.Select(m => m.Code)], found, ct);
        found.Add(await SkewAsync(connection, ct));

        var pending = await new Migrator(host.Connections, context.Catalog, TimeProvider.System).PendingAsync(ct);
        found.Add(pending.Count == 0 ? Finding.Fine("Database.UpToDate") : Finding.Warning("Database.Pending", pending.Count));
    }

    /// <summary>Null where there is a database to look at.</summary>
    private static async Task<Finding?> WouldCreateAsync(VerbContext context, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(context.Configuration["ConnectionStrings:Default"])) return null;
        if (new ClusterFolders(context.DataFolder).Major() is not null) return null;

        var configured = context.Configuration["Postgres:Bin"];
        var programs = await ServerBinaries.FindAsync(string.IsNullOrWhiteSpace(configured) ? null : configured, null, context.DataFolder, ct);
        return Finding.Fine("Database.NotYet", programs.Major, programs.Bin);
    }

    private static async Task RightsAsync(NpgsqlConnection connection, string[] schemas, List<Finding> found, CancellationToken ct)
    {
        if (await AskAsync(connection, TooLittle, ct, [schemas]) is string { Length: > 0 } hidden) found.Add(Finding.Wrong("Database.TooLittle", UserOf(connection), hidden));
        found.Add(await AskAsync(connection, TooMuch, ct) is true
            ? Finding.Warning("Database.TooMuch", UserOf(connection))
            : Finding.Fine("Database.Rights", UserOf(connection)));
    }

    private static async Task<Finding> SkewAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var there = (DateTime)(await AskAsync(connection, "select clock_timestamp()", ct))!;   // the statement always answers one value
        var skew = (TimeProvider.System.GetUtcNow().UtcDateTime - there).Duration();
        return skew > MostSkew ? Finding.Warning("Clock.Skew", skew.TotalSeconds) : Finding.Fine("Clock.InStep", skew.TotalSeconds);
    }

    private static string UserOf(NpgsqlConnection connection) => new NpgsqlConnectionStringBuilder(connection.ConnectionString).Username ?? "";

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(ct);
    }
}
