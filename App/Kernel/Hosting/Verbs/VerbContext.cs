using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary>What a verb works with: its arguments, the configuration, the console, and on request the application's services.</summary>
public sealed class VerbContext(VerbArguments arguments, IConfiguration configuration, ModuleCatalog catalog, TextWriter output)
{
    public VerbArguments Arguments => arguments;
    public IConfiguration Configuration => configuration;
    public ModuleCatalog Catalog => catalog;

    /// <summary>Standard output. Its last line is what scripts read.</summary>
    public TextWriter Output => output;

    public string DataFolder => Data.Postgres.DataFolder.Resolve(configuration);

    /// <summary>
    /// Opens the database (joining a running private server, or starting one for the while), brings the schema up to date
    /// and runs the work in one scope that acts as the application itself.
    /// </summary>
    public async Task<int> WithServicesAsync(Func<IServiceProvider, Task<int>> work, CancellationToken ct)
    {
        await using var host = await DatabaseHost.OpenAsync(configuration, ClusterMode.Verb, TimeProvider.System, ct);
        await new Migrator(host.Connections, catalog, TimeProvider.System).RunAsync(ct);

        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging(log => log.AddConfiguration(configuration.GetSection("Logging")).AddSimpleConsole());
        services.AddKernel(host.Connections, catalog);
        services.AddAccounts();
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        return await work(scope.ServiceProvider);
    }
}
