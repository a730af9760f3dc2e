using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Notifications;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Events;

/// <summary>From a commit to the circuits it concerns, by the database's own channel.</summary>
public sealed class LiveFeedTests(TestApp app) : AppTests(app)
{
    private LiveUpdates Updates => App.Services.GetRequiredService<LiveUpdates>();

    [Fact]
    public async Task A_change_reaches_exactly_whom_it_concerns()
    {
        await using var channel = await LiveChannel.OpenAsync(App);
        using var requester = Listen(LiveTopic.Person(Ticket.RecordKind, World.Alice));
        using var somebody = Listen(LiveTopic.Person(Ticket.RecordKind, Guid.CreateVersion7()));
        using var otherPlace = Listen(LiveTopic.Structure(Ticket.RecordKind, Guid.CreateVersion7()));

        var first = await OpenAsync();
        var second = await OpenAsync();

        Assert.Equal((first, "tickets.ticket.opened"), await requester.NextAsync());
        Assert.Equal(second, (await requester.NextAsync()).Id);   // after which the feed is done with the first
        Assert.Empty(somebody.Heard);
        Assert.Empty(otherPlace.Heard);
    }

    [Fact]
    public async Task Whoever_follows_record_structure_and_kind_hears_of_one_change_once()
    {
        await using var channel = await LiveChannel.OpenAsync(App);
        using var all = Listen(
            LiveTopic.Structure(Ticket.RecordKind, World.Structure), LiveTopic.Everything(Ticket.RecordKind), LiveTopic.Person(Ticket.RecordKind, World.Alice));

        var (first, second) = (await OpenAsync(), await OpenAsync());

        Assert.Equal([first, second], [(await all.NextAsync()).Id, (await all.NextAsync()).Id]);
    }

    [Fact]
    public async Task What_happened_during_an_interruption_is_caught_up()
    {
        await using var channel = await LiveChannel.OpenAsync(App);
        using var record = Listen(LiveTopic.Everything(Ticket.RecordKind));
        Guid missed = default;

        // The backend ends before the change commits; the listener comes back by itself.
        await LiveChannel.ResyncAsync(App, async () =>
        {
            await App.SqlAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'opsflux-signals' and datname = current_database()");
            missed = await OpenAsync();
        });

        Assert.Equal(missed, (await record.NextAsync()).Id);
    }

    [Fact]
    public async Task A_long_transaction_elsewhere_delays_nobodys_news()
    {
        await using var channel = await LiveChannel.OpenAsync(App);
        using var record = Listen(LiveTopic.Everything(Ticket.RecordKind));
        await using var elsewhere = new NpgsqlConnection(App.Connections.Application);
        await elsewhere.OpenAsync();
        await using var running = await elsewhere.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("select pg_current_xact_id()", elsewhere)) await command.ExecuteScalarAsync();
        Guid missed = default;

        await LiveChannel.ResyncAsync(App, async () =>
        {
            await App.SqlAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'opsflux-signals' and datname = current_database()");
            missed = await OpenAsync();
        });

        Assert.Equal(missed, (await record.NextAsync()).Id);
    }

    [Fact]
    public async Task More_than_can_be_told_makes_every_page_read_again_and_a_little_does_not()
    {
        await using var channel = await LiveChannel.OpenAsync(App);
        using var somebody = Listen(LiveTopic.Notifications(Guid.CreateVersion7()));
        Guid last = default;

        await InterruptAsync(() => App.SqlAsync(
            $"""
             insert into kernel.events (id, name, at, correlation, record_kind, record_id, record_version, audience, data)
             select gen_random_uuid(), 'test.many.made', now(), 'test', 'other', gen_random_uuid(), 1, array[]::uuid[], '[]' from generate_series(0, {LiveFeed.MostCaughtUp})
             """));
        Assert.Equal("resync", (await somebody.NextAsync()).Name);

        using var all = Listen(LiveTopic.Everything(Ticket.RecordKind));
        await InterruptAsync(async () => last = await OpenAsync());
        Assert.Equal(last, (await all.NextAsync()).Id);
        Assert.Empty(somebody.Heard);
    }

    [Fact]
    public async Task A_new_notification_reaches_its_reader()
    {
        await using var channel = await LiveChannel.OpenAsync(App);
        var person = await App.SaveAsync(Make.User());
        using var bell = Listen(LiveTopic.Notifications(person.Id));

        await App.RunAsync((Notifier notifier) => notifier.TellAsync(
            Guid.CreateVersion7(), null, new("nothing", Guid.CreateVersion7()), [person.Id], new(TestNews.Update, "x", "/"), default));

        Assert.Equal("notifications", (await bell.NextAsync()).Name);
    }

    [Fact]
    public void Whoever_unsubscribes_leaves_nothing_behind()
    {
        var before = Updates.SubscriberCount;
        using (Listen(LiveTopic.Everything("a"), LiveTopic.Everything("b"))) Assert.Equal(before + 1, Updates.SubscriberCount);

        Assert.Equal(before, Updates.SubscriberCount);
    }

    /// <summary>The change commits while the channel is interrupted, and is caught up.</summary>
    private Task InterruptAsync(Func<Task> change) => LiveChannel.ResyncAsync(App, async () =>
    {
        await App.SqlAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'opsflux-signals' and datname = current_database()");
        await change();
    });

    private Listener Listen(params string[] topics) => new(Updates, topics);

    private async Task<Guid> OpenAsync()
    {
        App.User.Grant(TicketPermissions.Open, Scope.Own);
        var opened = await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Imprimante en panne", CategoryId = World.Category }, default));
        return opened.Value!.Id;   // granted and complete
    }

    private sealed class Listener : IDisposable
    {
        private readonly Channel<LiveUpdate> heard = Channel.CreateUnbounded<LiveUpdate>();
        private readonly IDisposable subscription;

        public Listener(LiveUpdates updates, string[] topics) => subscription = updates.Subscribe(topics, update =>
        {
            heard.Writer.TryWrite(update);
            return Task.CompletedTask;
        });

        /// <summary>What has been heard and not been asked for.</summary>
        public IEnumerable<LiveUpdate> Heard
        {
            get
            {
                while (heard.Reader.TryRead(out var update)) yield return update;
            }
        }

        public async Task<(Guid Id, string Name)> NextAsync()
        {
            using var limit = new CancellationTokenSource(LiveChannel.Patience);
            var update = await heard.Reader.ReadAsync(limit.Token);
            return (update.Record.Id, update.Name);
        }

        public void Dispose() => subscription.Dispose();
    }
}
