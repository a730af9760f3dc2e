using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Search;

namespace OpsFlux.Kernel.Organisation.Demo;

/// <summary>
/// Writes the whole demonstration: the company, then each module's stories. A run that is broken off leaves a smaller
/// world that works; a whole one takes an empty database.
/// </summary>
internal sealed class DemoWorld(IServiceProvider services, DemoClock clock, string folder)
{
    /// <summary>Read by the sign-in page while demo data is there.</summary>
    public const string AccountsFileName = "demo-accounts.json";

    private const string TableFileName = "demo-accounts.txt";

    /// <summary>How long before the present the company came to be.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromDays(90);

    public async Task<IReadOnlyList<KnownAccount>> WriteAsync(CancellationToken ct)
    {
        var now = clock.Now;
        var accounts = await AccountsAsync(ct);
        clock.Now = now - Age;
        var people = await new DemoOrganisation(services.GetRequiredService<AppDbContext>(), services.GetRequiredService<AddUser>(), services.GetRequiredService<TimeProvider>()).WriteAsync(accounts, ct);

        clock.Now = now;
        var stage = new DemoStage(services, clock, people);
        foreach (var type in services.GetRequiredService<ModuleCatalog>().Demos)
            await ((IDemoSeed)services.GetRequiredService(type)).SeedAsync(stage, ct);
        clock.Now = now.AddMinutes(2);   // words are learnt once they have settled
        await services.GetRequiredService<LearnWords>().RunAsync(ct);
        return accounts;
    }

    /// <summary>On the disk before anybody has them: a password is given only after we are sure to remember it.</summary>
    private async Task<IReadOnlyList<KnownAccount>> AccountsAsync(CancellationToken ct)
    {
        var file = Path.Combine(folder, AccountsFileName);
        var known = (await AccountsFile.ReadAsync(file, ct)).ToDictionary(a => a.UserName, a => a.Password);
        var accounts = DemoCompany.People
            .Select(p => new KnownAccount(p.UserName, p.DisplayName, p.Role, known.GetValueOrDefault(p.UserName) ?? GeneratedPassword.New())).ToList();

        Directory.CreateDirectory(folder);   // with a configured server nothing else has made it
        await AccountsFile.WriteAsync(file, accounts, ct);
        await AccountsFile.WriteTableAsync(Path.Combine(folder, TableFileName), accounts, ct);
        return accounts;
    }
}
