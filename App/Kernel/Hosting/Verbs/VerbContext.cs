using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit.Proof;
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

    /// <summary>What is to be put right, in a sentence: standard error.</summary>
    public TextWriter Error { get; init; } = Console.Error;

    /// <summary>Standard input, read only where an option says so.</summary>
    public TextReader Input { get; init; } = Console.In;

    public string DataFolder => Data.Postgres.DataFolder.Resolve(configuration);

    /// <summary>Says the sentence on standard error and answers the exit code of wrong arguments.</summary>
    public async Task<int> MisusedAsync(string key, params object[] arguments)
    {
        await Error.WriteLineAsync(HostingText.Get(key, arguments));
        return 2;
    }

    /// <summary>Says the sentence on standard error and answers the exit code of what could not be done.</summary>
    public async Task<int> FailedAsync(string key, params object[] arguments)
    {
        await Error.WriteLineAsync(HostingText.Get(key, arguments));
        return 1;
    }

    /// <summary>
    /// Opens the database (joining a running private server, or starting one for the while), brings the schema up to date
    /// and runs the work in one scope that acts as the application itself.
    /// </summary>
    /// <param name="replace">Services that take the place of the usual ones, such as the clock.</param>
    public async Task<int> WithServicesAsync(Func<IServiceProvider, Task<int>> work, CancellationToken ct, Action<IServiceCollection>? replace = null)
    {
        await using var host = await DatabaseHost.OpenAsync(configuration, ClusterMode.Verb, TimeProvider.System, ct);
        var proof = await AuditProof.OpenAsync(configuration, host.Connections, ct);
        await new Migrator(host.Connections, catalog, TimeProvider.System, proof.Key).RunAsync(ct);
        await proof.BeginAsync(host.Connections, TimeProvider.System, ct);

        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging(log => log.AddConfiguration(configuration.GetSection("Logging")).AddSimpleConsole());
        services.AddKernel(host.Connections, catalog);
        services.AddAuditProof(proof);
        services.AddAccounts();
        replace?.Invoke(services);
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        return await work(scope.ServiceProvider);
    }
}
