using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Demo;

namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary><c>seed --demo [--if-empty]</c>: the demonstration, in an organisation that has nothing yet.</summary>
internal sealed class SeedVerb : IVerb
{
    public string Name => "seed";

    public async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        if (context.Arguments.UnknownAmong("demo", "if-empty") is { } unknown) return await context.MisusedAsync("Option.Unknown", unknown);
        if (!context.Arguments.Has("demo")) return await context.MisusedAsync("Seed.Usage");

        var clock = new DemoClock(TimeProvider.System.GetUtcNow());
        return await context.WithServicesAsync(services => SeedAsync(context, services, clock, ct), ct, services => services.AddSingleton<TimeProvider>(clock));
    }

    private static async Task<int> SeedAsync(VerbContext context, IServiceProvider services, DemoClock clock, CancellationToken ct)
    {
        if (!await EmptyOrganisation.IsEmptyAsync(services.GetRequiredService<AppDbContext>(), ct))
            return context.Arguments.Has("if-empty") ? 0 : await context.FailedAsync("Seed.NotEmpty");

        var accounts = await new DemoWorld(services, clock, context.DataFolder).WriteAsync(ct);
        await context.Output.WriteLineAsync(HostingText.Get("Seed.Demo", DemoCompany.Name));
        await context.Output.WriteAsync(AccountsFile.Table(accounts));
        return 0;
    }
}
