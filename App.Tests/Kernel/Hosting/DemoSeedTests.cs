using OpsFlux.Kernel.Accounts;
using OpsFlux.Shared.Tickets;
using Xunit;

namespace OpsFlux.Tests.Kernel.Hosting;

/// <summary>The demonstration, as a visitor would find it.</summary>
public sealed class DemoSeedTests(VerbStage stage) : IClassFixture<VerbStage>
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task A_whole_world_is_written_once()
    {
        var first = await stage.RunAsync("seed", "--demo");
        var again = await stage.RunAsync("seed", "--demo");
        var quietly = await stage.RunAsync("seed", "--demo", "--if-empty");

        Assert.Equal((0, 1, 0), (first.Code, again.Code, quietly.Code));
        Assert.NotEmpty(again.Error);
        Assert.Equal("", quietly.Output + quietly.Error);
        await EveryStateAndRoleIsThereAsync();
        await TimesMakeSenseAsync();
        await AccountsAreKeptAsync(first.Output);
    }

    private async Task EveryStateAndRoleIsThereAsync()
    {
        Assert.Equal(Enum.GetNames<TicketState>().Order(), (await stage.AskAsync<string>("select distinct state from tickets.tickets")).Order());
        Assert.Empty(await stage.AskAsync<string>("select code from kernel.roles r where not exists (select from kernel.role_assignments a where a.role_id = r.id)"));
        Assert.InRange((await stage.AskAsync<long>("select count(*) from tickets.tickets")).Single(), 35, 60);
        Assert.NotEmpty(await stage.AskAsync<int>("select score from tickets.tickets where score is not null"));
        Assert.True((await stage.AskAsync<bool>("select is_demo from kernel.organisation")).Single());
    }

    private async Task TimesMakeSenseAsync()
    {
        Assert.Empty(await stage.AskAsync<string>("select number from tickets.tickets where opened_at > now() or coalesce(closed_at, resolved_at, opened_at) < opened_at"));
        Assert.Empty(await stage.AskAsync<string>("select number from (select number, opened_at, lag(opened_at) over (order by number) as before from tickets.tickets) t where before > opened_at"));
        Assert.Empty(await stage.AskAsync<Guid>("select event_id from kernel.event_deliveries where state <> 'Done'"));
        Assert.NotEmpty(await stage.AskAsync<Guid>("select id from kernel.notifications where read_at is null"));
    }

    private async Task AccountsAreKeptAsync(string printed)
    {
        var accounts = await AccountsFile.ReadAsync(stage["demo-accounts.json"], default);
        Assert.All(accounts, a => Assert.Contains(a.Password, printed, StringComparison.Ordinal));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(stage["demo-accounts.json"]));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(stage["demo-accounts.txt"]));
    }
}
