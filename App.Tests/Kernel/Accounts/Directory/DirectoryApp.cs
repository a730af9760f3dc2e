using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Directory;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Directory;

/// <summary>The application with a directory that gives two roles.</summary>
public sealed class DirectoryApp : TestApp, IAsyncLifetime
{
    public SlapdServer Slapd { get; } = new();

    async Task IAsyncLifetime.InitializeAsync()
    {
        await Slapd.InitializeAsync();
        await InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Slapd.DisposeAsync();
        Slapd.Dispose();
    }

    public Task<DoorAnswer> SignInAsync(string name, string password = SlapdServer.Password) => RunAsync((SignIn door) => door.RunAsync(name, password, DoorsApp.Browser(), default));

    public async Task<User> EnteredAsync(string name) => Assert.IsType<Entered>(await SignInAsync(name)).Person;

    public Task<SignInOutcome> LastOutcomeAsync() =>
        WithDbAsync(db => db.Set<SignInRecord>().OrderByDescending(r => r.Id).Select(r => r.Outcome).FirstAsync());

    protected override void Change(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(Slapd.Settings(
            ("Directory:TimeoutSeconds", "2"), ("Directory:Structure", "SIEGE"),
            ("Directory:Roles:0:Group", SlapdFiles.Technicians.ToUpperInvariant().Replace(",", ", ", StringComparison.Ordinal)), ("Directory:Roles:0:Role", "Technician"),
            ("Directory:Roles:1:Group", SlapdFiles.Managers), ("Directory:Roles:1:Role", "Manager"))));
        services.Replace(ServiceDescriptor.Scoped<ISecondFactor, DoorsApp.NamedCode>());
    }
}
