using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Events;

public sealed class EventDispatcherTests : AppTests<ProbeApp>
{
    public EventDispatcherTests(ProbeApp app) : base(app)
    {
        app.Fragile.Fails = false;
        app.User.Grant(TicketPermissions.Open, Scope.Own);
    }

    [Fact]
    public async Task Each_handler_gets_the_event_once_with_all_that_is_known_of_it()
    {
        var id = await OpenAsync();

        await App.DrainEventsAsync();
        await App.DrainEventsAsync();

        var given = Assert.Single(App.Steady.Given, e => e.Data.TicketId == id);
        Assert.Single(App.Fragile.Given, e => e.Data.TicketId == id);
        Assert.Equal((World.Alice, "Alice Martin", "test", World.Structure), (given.ActorId, given.ActorName, given.Correlation, given.StructureId));
        Assert.Equal((App.Clock.Now, id, 1), (given.At, given.Record.Id, given.Version));
    }

    [Fact]
    public async Task A_handler_that_fails_is_tried_again_later_and_holds_up_nobody()
    {
        App.Fragile.Fails = true;
        var id = await OpenAsync();

        await App.DrainEventsAsync();
        Assert.Single(App.Steady.Given, e => e.Data.TicketId == id);
        var failed = (await DeliveriesAsync(id)).Single(d => d.State == DeliveryState.Pending);
        Assert.Equal((1, "The other system is down.", App.Clock.Now.AddSeconds(2)), (failed.Attempts, failed.Error, failed.NextAttemptAt));

        App.Fragile.Fails = false;
        Assert.Equal(0, await App.DrainEventsAsync());   // not due yet
        App.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await App.DrainEventsAsync());
        Assert.Single(App.Fragile.Given, e => e.Data.TicketId == id);
        Assert.All(await DeliveriesAsync(id), d => Assert.Equal((DeliveryState.Done, null), (d.State, d.Error)));
    }

    [Fact]
    public async Task After_eight_attempts_it_is_left_to_an_administrator()
    {
        App.Fragile.Fails = true;
        var id = await OpenAsync();

        foreach (var _ in Enumerable.Range(0, 10))
        {
            await App.DrainEventsAsync();
            App.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        var given = (await DeliveriesAsync(id)).Single(d => d.State != DeliveryState.Done);
        Assert.Equal((DeliveryState.Failed, 8), (given.State, given.Attempts));
    }

    [Fact]
    public async Task Two_instances_share_the_work_and_double_none_of_it()
    {
        var ids = new List<Guid>();
        foreach (var _ in Enumerable.Range(0, 20)) ids.Add(await OpenAsync());

        var made = await Task.WhenAll(App.DrainEventsAsync(), App.DrainEventsAsync());

        Assert.Equal(20 * App.Catalog.Subscriptions[EventNameAttribute.Of(typeof(TicketOpened))].Count(), made.Sum());
        Assert.Equal(ids.Order(), App.Steady.Given.Select(e => e.Data.TicketId).Where(ids.Contains).Order());
    }

    [Fact]
    public async Task A_handler_that_a_newer_release_removed_has_nothing_left_to_do()
    {
        var id = await OpenAsync();
        await App.DrainEventsAsync();
        var orphan = (await DeliveriesAsync(id))[0];
        await App.SaveAsync(new EventDelivery { EventId = orphan.EventId, Handler = "Retired", NextAttemptAt = App.Clock.Now });

        Assert.Equal(1, await App.DrainEventsAsync());
        Assert.All(await DeliveriesAsync(id), d => Assert.Equal(DeliveryState.Done, d.State));
    }

    private async Task<Guid> OpenAsync()
    {
        var opened = await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Imprimante en panne", CategoryId = World.Category }, default));
        return opened.Value!.Id;   // granted and complete
    }

    private Task<List<EventDelivery>> DeliveriesAsync(Guid recordId) => App.WithDbAsync(db => (
        from delivery in db.Set<EventDelivery>().AsNoTracking()
        join row in db.Set<EventRow>() on delivery.EventId equals row.Id
        where row.RecordId == recordId && row.Name == "tickets.ticket.opened"
        select delivery).ToListAsync());
}
