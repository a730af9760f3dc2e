using Npgsql;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>
/// Roles, database and rights, brought to what this version expects at every start. Callers hold the start lock.
/// Names are constants and passwords are verifiers (base64), so that the statements need no parameters, which DDL cannot take.
/// </summary>
internal sealed class ClusterProvisioning(ClusterFolders folders)
{
    private const string App = DatabaseRoles.Application, Owner = DatabaseRoles.Owner, Database = DatabaseRoles.Database;

    /// <summary>
    /// The statement timeout keeps one bad search from occupying the server; what is meant to take longer (exports, reports)
    /// sets its own. TEMPORARY is what a database cloned for a test gives everyone: production must not differ.
    /// </summary>
    private const string Settings =
        $"""
        ALTER ROLE {App} SET statement_timeout = '60s';
        ALTER ROLE {App} SET lock_timeout = '10s';
        ALTER ROLE {App} SET idle_in_transaction_session_timeout = '60s';
        ALTER ROLE {Owner} SET lock_timeout = '60s';
        REVOKE ALL ON DATABASE {Database} FROM PUBLIC;
        GRANT CONNECT, TEMPORARY ON DATABASE {Database} TO {App};
        """;

    /// <summary>Rights on what migrations will create; they live in the database and are copied with it to a test's clone.</summary>
    private const string Rights =
        $"""
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO {App};
        ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} GRANT USAGE ON SCHEMAS TO {App};
        ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {App};
        ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} GRANT USAGE, SELECT ON SEQUENCES TO {App};
        """;

    /// <summary>ICU's French order, because lists are sorted by name: byte order puts "Élodie" after "Zoé".</summary>
    private const string Creation =
        $"""
        CREATE DATABASE {Database} OWNER {Owner} TEMPLATE template0
        ENCODING 'UTF8' LOCALE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE 'fr'
        """;

    /// <param name="maintenance">Open, as superuser.</param>
    /// <param name="toDatabase">How the superuser reaches the application's database.</param>
    /// <param name="ct">Everything here can be cancelled and done again.</param>
    public async Task RunAsync(NpgsqlConnection maintenance, string toDatabase, CancellationToken ct)
    {
        await RoleAsync(maintenance, Owner, "CREATEDB", ct);
        await RoleAsync(maintenance, App, "NOCREATEDB", ct);
        if (!await ExistsAsync(maintenance, $"SELECT 1 FROM pg_database WHERE datname = '{Database}'", ct))
            await ExecuteAsync(maintenance, Creation, ct);
        await ExecuteAsync(maintenance, Settings, ct);

        await using var database = new NpgsqlConnection(toDatabase);
        await database.OpenAsync(ct);
        await ExecuteAsync(database, Rights, ct);
        await FollowCollationAsync(database, ct);
    }

    /// <summary>The password is set each time: a secret file put back from another backup must not lock the application out.</summary>
    private async Task RoleAsync(NpgsqlConnection connection, string role, string createDatabase, CancellationToken ct)
    {
        if (!await ExistsAsync(connection, $"SELECT 1 FROM pg_roles WHERE rolname = '{role}'", ct))
            await ExecuteAsync(connection, $"CREATE ROLE {role}", ct);

        var verifier = ScramVerifier.Of(Secret.ReadOrCreate(folders.SecretOf(role)));
        await ExecuteAsync(connection,
            $"ALTER ROLE {role} LOGIN NOSUPERUSER {createDatabase} NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '{verifier}'", ct);
    }

    /// <summary>
    /// An upgrade of the system's ICU may change the order of texts, and an index in the old order loses rows silently:
    /// all are built again, once, before anybody reads them.
    /// </summary>
    private static async Task FollowCollationAsync(NpgsqlConnection database, CancellationToken ct)
    {
        const string changed =
            """
            SELECT 1 FROM pg_database
            WHERE datname = current_database() AND datcollversion <> pg_database_collation_actual_version(oid)
            """;
        if (!await ExistsAsync(database, changed, ct)) return;

        await ExecuteAsync(database, $"REINDEX DATABASE {Database}", ct);
        await ExecuteAsync(database, $"ALTER DATABASE {Database} REFRESH COLLATION VERSION", ct);
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        // Building every index of a large database again takes as long as it takes.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
