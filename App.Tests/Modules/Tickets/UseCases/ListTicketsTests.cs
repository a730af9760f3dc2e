using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>Each view and each filter shows its tickets and no other.</summary>
public sealed class ListTicketsTests(TestApp app) : TicketListTests(app)
{
    [Fact]
    public async Task A_row_shows_what_the_list_needs()
    {
        await WatchAsync();
        var (group, person) = (await App.SaveAsync(Make.Group("Atelier 1")), await App.SaveAsync(Make.User("Nadia Alaoui")));
        var ticket = await TicketAsync(Make.Ticket("Fuite d'huile", TicketState.Waiting, assignee: person.Id, group: group.Id, priority: Priority.High));

        var row = Assert.Single((await PageAsync("")).Rows);

        Assert.Equal((ticket.Id, ticket.Number, "Fuite d'huile", TicketState.Waiting, "parts"), (row.Id, row.Number, row.Title, row.State, row.WaitingReason));
        Assert.Equal((Priority.High, Here.Name, "Nadia Alaoui", "Atelier 1", ticket.OpenedAt), (row.Priority, row.Structure, row.Assignee, row.Group, row.OpenedAt));
    }

    [Fact]
    public async Task Views_tell_mine_my_teams_unassigned_and_requested_apart()
    {
        await WatchAsync();
        var me = App.User.Id;
        var (team, other) = (Make.Group(), Make.Group());
        await App.SaveAllAsync(team, other, new OpsFlux.Kernel.Accounts.GroupMember { GroupId = team.Id, UserId = me });
        var mine = await TicketAsync(Make.Ticket(assignee: me, state: TicketState.Assigned, group: other.Id));
        var ofTeam = await TicketAsync(Make.Ticket(group: team.Id, assignee: World.Alice, state: TicketState.Assigned));
        var requested = await TicketAsync(Make.Ticket(requester: me));

        Assert.Equal([mine.Id], await IdsAsync("?view=mine"));
        Assert.Equal([ofTeam.Id], await IdsAsync("?view=team"));
        Assert.Equal([requested.Id], await IdsAsync("?view=unassigned"));
        Assert.Equal([requested.Id], await IdsAsync("?view=requested"));
        Assert.Equal(3, (await IdsAsync("?view=all")).Count());
    }

    [Fact]
    public async Task States_are_filtered_one_several_open_or_any()
    {
        await WatchAsync();
        foreach (var state in Enum.GetValues<TicketState>()) await TicketAsync(Make.Ticket(state: state));

        Assert.Equal(["Assigned", "InProgress", "New", "Resolved", "Waiting"], await StatesAsync(""));
        Assert.Equal(["Closed"], await StatesAsync("?state=closed"));
        Assert.Equal(["Cancelled", "New"], await StatesAsync("?state=new,cancelled"));
        Assert.Equal(7, (await StatesAsync("?state=any")).Count());
    }

    [Fact]
    public async Task Priority_category_group_assignee_and_structure_are_filtered()
    {
        await WatchAsync();
        var (group, person, category) = (await App.SaveAsync(Make.Group()), await App.SaveAsync(Make.User()), await App.SaveAsync(Make.Category()));
        var plain = await TicketAsync(Make.Ticket(priority: Priority.Low));
        var special = await TicketAsync(Make.Ticket(priority: Priority.Critical, group: group.Id, assignee: person.Id, category: category.Id));

        foreach (var address in new[] { "?priority=critical", "?priority=critical,high", $"?group={group.Id}", $"?assignee={person.Id}", $"?category={category.Id}" })
            Assert.Equal([special.Id], await IdsAsync(address));
        Assert.Equal(2, (await IdsAsync($"?structure={Here.Id}&priority=low,critical")).Count());
        Assert.Empty(await IdsAsync($"?structure={World.Structure}"));
        Assert.Equal([plain.Id], await IdsAsync($"?category={World.Category}"));
    }

    [Fact]
    public async Task Days_are_the_readers_and_both_ends_count()
    {
        await WatchAsync();
        // Midnight in Casablanca is 23:00 UTC the day before.
        var eve = await TicketAsync(Make.Ticket(openedAt: new(2026, 11, 9, 22, 59, 59, TimeSpan.Zero)));
        var first = await TicketAsync(Make.Ticket(openedAt: new(2026, 11, 9, 23, 0, 0, TimeSpan.Zero)));
        var last = await TicketAsync(Make.Ticket(openedAt: new(2026, 11, 11, 22, 59, 59, TimeSpan.Zero)));
        var after = await TicketAsync(Make.Ticket(openedAt: new(2026, 11, 11, 23, 0, 0, TimeSpan.Zero)));

        Assert.Equal([last.Id, first.Id], await IdsAsync("?from=2026-11-10&to=2026-11-11"));
        Assert.Equal([after.Id, last.Id, first.Id], await IdsAsync("?from=2026-11-10"));
        Assert.Equal([eve.Id], await IdsAsync("?to=2026-11-09"));
    }

    [Fact]
    public async Task What_was_deleted_is_gone()
    {
        await WatchAsync();
        var ticket = Make.Ticket();
        (ticket.DeletedAt, ticket.DeletedBy) = (App.Clock.Now, World.Alice);
        await TicketAsync(ticket);

        Assert.Empty(await IdsAsync("?state=any"));
    }

    [Fact]
    public async Task Without_the_permission_there_is_no_list() => Assert.Equal(Refusal.Forbidden, (await ListAsync(new())).Refusal);

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        await WatchAsync();
        var filter = new OpsFlux.Modules.Tickets.Data.TicketFilter { After = new("yesterday", Guid.CreateVersion7()) };

        Assert.Equal(TicketRefusals.UnknownFilter, (await ListAsync(filter)).Refusal?.Code);
        Assert.Equal(TicketRefusals.UnknownFilter, (await ListAsync(filter with { Sort = OpsFlux.Modules.Tickets.Data.TicketSort.Priority, After = new("9", Guid.CreateVersion7()) })).Refusal?.Code);
    }

    private async Task<IEnumerable<string>> StatesAsync(string address) => (await PageAsync(address)).Rows.Select(r => r.State.ToString()).Order();
}
