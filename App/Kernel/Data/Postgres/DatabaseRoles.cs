namespace OpsFlux.Kernel.Data.Postgres;

/// <summary>Names that a private cluster is provisioned with; deploy/README.md asks the same of a configured server.</summary>
public static class DatabaseRoles
{
    /// <summary>Neither superuser nor owner, no DDL: a flaw in the application cannot drop or rewrite what it may only append to.</summary>
    public const string Application = "opsflux_app";

    /// <summary>Owns the database and runs migrations; may create databases, so that tests clone a migrated template.</summary>
    public const string Owner = "opsflux_owner";

    /// <summary>The application's database.</summary>
    public const string Database = "opsflux";

    /// <summary>Bootstrap superuser of a private cluster: provisions, and nothing else.</summary>
    internal const string Superuser = "opsflux_root";

    /// <summary>Where provisioning connects before the application's database exists.</summary>
    internal const string MaintenanceDatabase = "postgres";
}
