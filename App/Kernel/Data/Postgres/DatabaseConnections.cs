namespace OpsFlux.Kernel.Data.Postgres;

/// <summary>The two ways into the database. Contains passwords: never log an instance.</summary>
/// <param name="Application">Role of least privilege; everything but migrations uses it.</param>
/// <param name="Migrations">Role that owns the schema.</param>
public sealed record DatabaseConnections(string Application, string Migrations)
{
    /// <summary>Keeps passwords out of logs and exception texts, where a record would print them.</summary>
    public override string ToString() => nameof(DatabaseConnections);
}
