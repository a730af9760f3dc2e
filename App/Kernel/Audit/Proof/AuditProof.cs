using Npgsql;
using OpsFlux.Kernel.Audit.Sealing;
using OpsFlux.Kernel.Data.Postgres;

namespace OpsFlux.Kernel.Audit.Proof;

/// <summary>What proves the log and stands outside the database: the key, and the file of the chain's heads.</summary>
public sealed record AuditProof(AuditKey Key, AuditHeads Heads, string KeyFile)
{
    /// <summary>Before migrating: what migrations write is keyed too.</summary>
    /// <exception cref="StartupProblem">The key is lost or damaged.</exception>
    public static async Task<AuditProof> OpenAsync(IConfiguration configuration, DatabaseConnections connections, CancellationToken ct)
    {
        var path = AuditKeyFile.PathIn(configuration);
        var key = await AuditKeyFile.OpenAsync(path, () => HasSealsAsync(connections, ct), ct);
        return new(key, AuditHeads.In(configuration), path);
    }

    /// <summary>After migrating: begins the chain where there is none, and makes sure that it was begun with this key.</summary>
    /// <exception cref="StartupProblem">This key is not the log's: another instance's file, or another backup's.</exception>
    public async Task BeginAsync(DatabaseConnections connections, TimeProvider clock, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connections.Application);
        await using var connection = await source.OpenConnectionAsync(ct);
        var opening = await AuditChain.BeginAsync(connection, Key, clock.GetUtcNow(), ct);
        if (!AuditChain.IsGenuine(Key, opening)) throw new StartupProblem("audit-key-wrong", KeyFile);
    }

    private static async Task<bool> HasSealsAsync(DatabaseConnections connections, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connections.Migrations);
        await using var there = source.CreateCommand("select to_regclass('kernel.audit_seals') is not null");
        if (await there.ExecuteScalarAsync(ct) is not true) return false;
        await using var command = source.CreateCommand("select exists (select from kernel.audit_seals)");
        return await command.ExecuteScalarAsync(ct) is true;
    }
}

public static class AuditProofServices
{
    public static IServiceCollection AddAuditProof(this IServiceCollection services, AuditProof proof) =>
        services.AddSingleton(proof.Key).AddSingleton(proof.Heads);
}
