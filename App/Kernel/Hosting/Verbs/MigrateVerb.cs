namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary>Brings the schema up to date and says what it did. `serve` does the same at start.</summary>
internal sealed class MigrateVerb : IVerb
{
    public string Name => "migrate";

    public async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        await using var host = await Data.Postgres.DatabaseHost.OpenAsync(context.Configuration, Data.Postgres.ClusterMode.Verb, TimeProvider.System, ct);
        var proof = await Audit.Proof.AuditProof.OpenAsync(context.Configuration, host.Connections, ct);
        var applied = await new Data.Migrator(host.Connections, context.Catalog, TimeProvider.System, proof.Key).RunAsync(ct);
        foreach (var name in applied) await context.Output.WriteLineAsync(name);
        await context.Output.WriteLineAsync(HostingText.Get("Migrate.Done", applied.Count));
        return 0;
    }
}
