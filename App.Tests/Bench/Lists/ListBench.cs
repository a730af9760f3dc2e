using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation.Bulk;
using OpsFlux.Kernel.Search;
using OpsFlux.Modules;

namespace OpsFlux.Tests.Bench.Lists;

/// <summary>
/// What the list of tickets costs at a million rows, for who sees few of them and for who sees all. Prints a row for each
/// statement, and last "bench: N of M statements under 50 ms". Fails when one is slower.
/// </summary>
internal static class ListBench
{
    private const double Limit = 50;

    private static readonly string[] People = [BulkPeople.Requester, BulkPeople.SmallTechnician, BulkPeople.Administrator];

    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 3;
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        await using var host = await DatabaseHost.OpenAsync(configuration, ClusterMode.Verb, TimeProvider.System, default);
        var capture = new StatementCapture();
        await using var services = Build(configuration, host.Connections, capture);

        await LearnAsync(services);
        await using (var db = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync()) await DeliveryCases.FillAsync(db);
        var times = new List<double>();
        Console.WriteLine($"{"person",-22} {"statement",-52} {"ms",8} {"shown",6} {"read",8} {"",-4} {"tps",8} {"avg ms",8}  index");
        foreach (var name in People) times.AddRange(await MeasureAsync(services, capture, name, seconds));

        var fast = times.Count(t => t < Limit);
        Console.WriteLine($"bench: {fast} of {times.Count} statements under {Limit:0} ms");
        return fast == times.Count ? 0 : 1;
    }

    /// <summary>Fills the dictionary of words, which a served instance does in the background.</summary>
    private static async Task LearnAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var learnt = await scope.ServiceProvider.GetRequiredService<LearnWords>().RunAsync(default);
        Console.WriteLine($"words of {learnt.Arguments[0]} texts learnt in {clock.Elapsed.TotalSeconds:0} s");
    }

    private static ServiceProvider Build(IConfiguration configuration, DatabaseConnections connections, StatementCapture capture)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging();
        services.AddKernel(connections, new ModuleCatalog(ModuleList.All));
        services.AddAccounts();
        services.ConfigureDbContext<AppDbContext>(options => options.AddInterceptors(capture), ServiceLifetime.Scoped);
        return services.BuildServiceProvider(validateScopes: true);
    }

    private static async Task<List<double>> MeasureAsync(ServiceProvider services, StatementCapture capture, string name, int seconds)
    {
        await using var scope = services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Users.AsNoTracking().SingleAsync(u => u.UserName == name);
        await scope.ServiceProvider.GetRequiredService<CurrentUser>().SetAsync(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user.Id.ToString())], "bench")), null, default);
        capture.Take();

        var connection = services.GetRequiredService<DatabaseConnections>().Application;
        var times = new List<double>();
        await foreach (var (what, statement) in new ListCases(scope.ServiceProvider, capture).AllAsync(user))
        {
            var plan = await Plan.OfAsync(services.GetRequiredService<NpgsqlDataSource>(), statement);
            Print(name, what, plan, seconds > 0 ? await PgBench.OfAsync(connection, statement, seconds) : null);
            times.Add(plan.Milliseconds);
        }

        return times;
    }

    private static void Print(string name, string what, Plan plan, PgBench? load) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-22} {Short(what),-52} {plan.Milliseconds,8:0.00} {plan.Shown,6} {plan.Read,8} {(plan.Milliseconds < Limit ? "PASS" : "FAIL"),-4} {load?.PerSecond,8:0} {load?.Milliseconds,8:0.00}  {plan.Indexes}"));

    /// <summary>Ids in an address say nothing to a reader.</summary>
    private static string Short(string what) => what is "" ? "first page" : System.Text.RegularExpressions.Regex.Replace(what, "[0-9a-f]{8}-[0-9a-f-]{27}", "…");
}
