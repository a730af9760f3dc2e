using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Reports;
using OpsFlux.Modules;
using Xunit;

namespace OpsFlux.Tests.Support;

/// <summary>
/// The application without its pages, on a database of the test class's own, as the role of least privilege. Time and the
/// acting person are the test's to set; nothing runs in the background. Derive to add modules or replace services.
/// </summary>
public partial class TestApp : IAsyncLifetime
{
    private readonly string database = $"test_{Guid.CreateVersion7():n}";
    private readonly QueryCounter queries = new();
    private ServiceProvider? provider;

    public FakeClock Clock { get; } = new();
    public TestUser User { get; } = new();

    /// <summary>Ways into this class's database, for tests that build the web application on it or speak SQL.</summary>
    public DatabaseConnections Connections { get; private set; } = null!;    // set before any test runs

    public ModuleCatalog Catalog { get; private set; } = null!;    // set before any test runs

    public IServiceProvider Services => provider ?? throw new InvalidOperationException("The fixture is not initialised yet.");

    public async Task InitializeAsync()
    {
        Connections = await TestCluster.CloneAsync(database);
        Catalog = new ModuleCatalog([.. ModuleList.All, .. MoreModules]);
        User.Reset();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        services.AddLogging();
        services.AddKernel(Connections, Catalog);
        services.AddAccounts();
        services.AddReports();
        services.AddSingleton(AuditSecret.Key);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        services.Replace(ServiceDescriptor.Scoped<ICurrentUser>(Actor));
        services.ConfigureDbContext<AppDbContext>(options => options.AddInterceptors(queries), ServiceLifetime.Scoped);
        Change(services);
        provider = services.BuildServiceProvider(validateScopes: true);
    }

    public virtual async Task DisposeAsync()
    {
        if (provider is not null) await provider.DisposeAsync();
        await TestCluster.DropAsync(database);
    }

    /// <summary>Forgets what the test before has granted and set; rows stay, so tests make their own and look for those.</summary>
    public void StartTest()
    {
        User.Reset();
        Clock.Now = FakeClock.Start;
    }

    /// <summary>Modules that only these tests have, such as one whose handler fails.</summary>
    protected virtual IReadOnlyList<IModule> MoreModules => [];

    /// <summary>The last word on the services.</summary>
    protected virtual void Change(IServiceCollection services)
    {
    }

    /// <summary>The test's person, except where a scope has become the system's or somebody signed in to it.</summary>
    private ICurrentUser Actor(IServiceProvider scope) => scope.GetRequiredService<CurrentUser>() is { } real && real.Id != Guid.Empty ? real : User;

    /// <summary>Runs a use case as <see cref="User"/>, in a scope of its own as every click has.</summary>
    public async Task<T> RunAsync<TUse, T>(Func<TUse, Task<T>> act) where TUse : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    public async Task RunAsync<TUse>(Func<TUse, Task> act) where TUse : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    /// <summary>A scope with the real current user, whose permissions come from the database's grants.</summary>
    public async Task<SignedIn> SignInAsync(User person)
    {
        var scope = Services.CreateAsyncScope();
        var principal = new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, person.Id.ToString()), new(UserClaims.DisplayName, person.DisplayName)], "test"));
        await scope.ServiceProvider.GetRequiredService<CurrentUser>().SetAsync(principal, "192.0.2.7", default);
        return new(scope);
    }

    /// <summary>How many statements the work sends to the database.</summary>
    public async Task<int> CountQueriesAsync(Func<Task> act)
    {
        var before = queries.Count;
        await act();
        return queries.Count - before;
    }
}
