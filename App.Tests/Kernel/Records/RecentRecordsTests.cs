using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records.Recent;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Records;

public sealed class RecentRecordsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task The_last_seen_stand_first_once_each_and_only_while_one_may_see_them()
    {
        App.User.As(await App.SaveAsync(Make.User("Reader"))).Grant(TicketPermissions.View, Scope.Structure);
        var (first, second) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        foreach (var ticket in new[] { first, second, first })
        {
            App.Clock.Now = App.Clock.Now.AddMinutes(1);
            await App.RunAsync((RecentRecords use) => use.SeenAsync(ticket.Ref, default));
        }

        Assert.Equal([first.Number, second.Number], (await LatestAsync()).Select(c => c.Number));
        App.User.Revoke(TicketPermissions.View);
        Assert.Empty(await LatestAsync());
    }

    [Fact]
    public async Task Only_thirty_are_kept()
    {
        App.User.As(await App.SaveAsync(Make.User("Reader"))).Grant(TicketPermissions.View, Scope.Structure);
        for (var i = 0; i < 33; i++)
        {
            App.Clock.Now = App.Clock.Now.AddMinutes(1);
            await App.RunAsync((RecentRecords use) => use.SeenAsync(new("ticket", Guid.CreateVersion7()), default));
        }

        Assert.Equal(30L, await App.SqlAsync($"select count(*) from kernel.recent_records where user_id = '{App.User.Id}'"));
    }

    private Task<IReadOnlyList<OpsFlux.Kernel.Records.RecordCard>> LatestAsync() => App.RunAsync((RecentRecords use) => use.LatestAsync(6, default));
}
