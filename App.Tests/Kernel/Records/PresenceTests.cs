using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records.Presence;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Records;

public sealed class PresenceTests(TestApp app) : AppTests(app)
{
    private readonly Guid mine = Guid.CreateVersion7(), theirs = Guid.CreateVersion7();

    [Fact]
    public async Task Colleagues_see_each_other_look_and_type()
    {
        var (ticket, colleague) = await SceneAsync();

        Assert.Empty(await ViewAsync(ticket, mine));
        await AsAsync(colleague, () => ViewAsync(ticket, theirs, isTyping: true));

        Assert.Equal([("Colleague", true)], await ViewAsync(ticket, mine));
        App.Clock.Advance(ViewRecord.TypingPause);
        Assert.Equal([("Colleague", false)], await ViewAsync(ticket, mine));
    }

    [Fact]
    public async Task Whoever_leaves_is_gone_at_once_and_whoever_died_when_the_lease_ends()
    {
        var (ticket, colleague) = await SceneAsync();
        await AsAsync(colleague, () => ViewAsync(ticket, theirs));

        await AsAsync(colleague, () => App.RunAsync((ViewRecord use) => use.LeaveAsync(theirs, ticket.Ref, default)));
        Assert.Empty(await ViewAsync(ticket, mine));

        await AsAsync(colleague, () => ViewAsync(ticket, theirs));
        App.Clock.Advance(ViewRecord.Lease + TimeSpan.FromSeconds(1));
        Assert.Empty(await ViewAsync(ticket, mine));
        Assert.Equal(1L, await App.SqlAsync($"select count(*) from kernel.viewers where record_id = '{ticket.Id}'"));
    }

    [Fact]
    public async Task Two_pages_of_one_person_are_one_colleague()
    {
        var (ticket, colleague) = await SceneAsync();
        await AsAsync(colleague, () => ViewAsync(ticket, theirs, isTyping: true));
        await AsAsync(colleague, () => ViewAsync(ticket, Guid.CreateVersion7()));

        Assert.Equal([("Colleague", true)], await ViewAsync(ticket, mine));
    }

    [Fact]
    public async Task Nobody_ends_anothers_presence()
    {
        var (ticket, colleague) = await SceneAsync();
        await AsAsync(colleague, () => ViewAsync(ticket, theirs));

        await App.RunAsync((ViewRecord use) => use.LeaveAsync(theirs, ticket.Ref, default));

        Assert.Single(await ViewAsync(ticket, mine));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_requester_neither_sees_nor_is_seen_by_those_who_write_notes()
    {
        var (ticket, colleague) = await SceneAsync();
        await AsAsync(colleague, () => ViewAsync(ticket, theirs, isTyping: true));
        App.User.Grant(TicketPermissions.View, Scope.Own).Revoke(TicketPermissions.Note);

        Assert.Empty(await ViewAsync(ticket, mine));

        App.User.Grant(TicketPermissions.View, Scope.Structure).Grant(TicketPermissions.Note, Scope.Structure);
        Assert.Empty(await AsAsync(colleague, async () => (await ViewAsync(ticket, theirs)).Where(c => c.Name != "Alice Martin")));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Whoever_may_not_see_the_record_learns_and_leaves_nothing()
    {
        var (ticket, colleague) = await SceneAsync();
        await AsAsync(colleague, () => ViewAsync(ticket, theirs));
        App.User.Revoke(TicketPermissions.View);

        Assert.Empty(await ViewAsync(ticket, mine));
        Assert.Equal(0L, await App.SqlAsync($"select count(*) from kernel.viewers where id = '{mine}'"));
    }

    [Fact]
    public async Task Only_coming_going_and_beginning_to_type_are_told_to_the_others()
    {
        var (ticket, _) = await SceneAsync();
        await using var live = await Events.LiveChannel.OpenAsync(App);
        var heard = new List<string>();
        using var done = new SemaphoreSlim(0);
        using var subscription = ((LiveUpdates)App.Services.GetService(typeof(LiveUpdates))!).Subscribe([LiveTopic.Presence(ticket.Id)], update =>   // a singleton of the kernel
        {
            heard.Add(update.Name);
            done.Release();
            return Task.CompletedTask;
        });

        await ViewAsync(ticket, mine);
        await ViewAsync(ticket, mine);
        await ViewAsync(ticket, mine, isTyping: true);
        await ViewAsync(ticket, mine, isTyping: true);
        await App.RunAsync((ViewRecord use) => use.LeaveAsync(mine, ticket.Ref, default));

        for (var i = 0; i < 3; i++) Assert.True(await done.WaitAsync(Events.LiveChannel.Patience));
        Assert.Equal(["presence", "presence", "presence"], heard);
    }

    private async Task<(Ticket Ticket, User Colleague)> SceneAsync()
    {
        App.User.Grant(TicketPermissions.View, Scope.Structure).Grant(TicketPermissions.Note, Scope.Structure);
        return (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.User("Colleague")));
    }

    private async Task<IEnumerable<(string Name, bool IsTyping)>> ViewAsync(Ticket ticket, Guid view, bool isTyping = false) =>
        (await App.RunAsync((ViewRecord use) => use.RunAsync(view, ticket.Ref, isTyping, default))).Select(c => (c.Name, c.IsTyping));

    private async Task<T> AsAsync<T>(User person, Func<Task<T>> act)
    {
        App.User.As(person);
        var result = await act();
        App.User.As(World.Alice);
        return result;
    }

    private Task AsAsync(User person, Func<Task> act) => AsAsync(person, async () =>
    {
        await act();
        return true;
    });
}
