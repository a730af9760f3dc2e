using OpsFlux.Kernel.Audit.Proof;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Jobs.Scheduling;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary>Serves the application until it is told to stop. The default verb.</summary>
internal sealed class ServeVerb : IVerb
{
    public string Name => "serve";

    public async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        await using var host = await DatabaseHost.OpenAsync(context.Configuration, ClusterMode.Serve, TimeProvider.System, ct);
        var proof = await AuditProof.OpenAsync(context.Configuration, host.Connections, ct);
        await new Migrator(host.Connections, context.Catalog, TimeProvider.System, proof.Key).RunAsync(ct);
        await proof.BeginAsync(host.Connections, TimeProvider.System, ct);
        await using var app = WebHosting.Build(context.Configuration, host.Connections, context.Catalog, web => web.Services.AddAuditProof(proof).AddJobScheduler());
        await app.StartAsync(ct);
        foreach (var address in app.Urls) await context.Output.WriteLineAsync(HostingText.Get("Serve.Listening", address));
        try
        {
            await host.KeepRunningAsync(() => context.Output.WriteLineAsync(HostingText.Get("Serve.DatabaseRevived")), ct);
        }
        catch (OperationCanceledException)
        {
            await context.Output.WriteLineAsync(HostingText.Get("Serve.Stopping"));
        }

        await app.StopAsync(CancellationToken.None);
        return 0;
    }
}
