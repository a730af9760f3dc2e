using Npgsql;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>Connection strings of a private cluster's roles, with the passwords of its secret files.</summary>
internal sealed class ClusterConnections(ClusterFolders folders, string socketFolder)
{
    /// <summary>Of the server's hundred connections the application may use most, and leaves some for verbs and operators.</summary>
    private const int ApplicationPool = 80, OwnerPool = 10;

    public string To(string database, string role) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Port = 5432,
        Database = database,
        Username = role,
        Password = Secret.ReadOrCreate(folders.SecretOf(role)),
        ApplicationName = "OpsFlux",
        MaxPoolSize = role == DatabaseRoles.Application ? ApplicationPool : OwnerPool,
        // Provisioning connects once: a pooled superuser would stay open for nothing.
        Pooling = role != DatabaseRoles.Superuser,
        SslMode = SslMode.Disable,
    }.ConnectionString;
}
