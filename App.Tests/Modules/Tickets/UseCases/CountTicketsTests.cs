using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

public sealed class CountTicketsTests(TestApp app) : TicketListTests(app)
{
    private static readonly TicketView[] Tabs = Enum.GetValues<TicketView>();

    [Fact]
    public async Task Every_tab_counts_its_open_tickets()
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket());
        await TicketAsync(Make.Ticket(state: TicketState.Closed));
        await TicketAsync(Make.Ticket(state: TicketState.Assigned, assignee: App.User.Id));

        var counts = (await CountAsync()).Value!;   // granted

        Assert.Equal((2, 1, 1, 0, 0), (counts[TicketView.All], counts[TicketView.Mine], counts[TicketView.Unassigned], counts[TicketView.Requested], counts[TicketView.Team]));
    }

    [Fact]
    public async Task A_count_is_the_length_of_its_list()
    {
        await WatchAsync();
        await TicketsAsync(7);

        Assert.Equal((await IdsAsync("?view=unassigned")).Count(), (await CountAsync()).Value![TicketView.Unassigned]);   // granted
    }

    [Fact]
    public async Task Counting_stops_at_a_thousand()
    {
        await WatchAsync();
        await TicketsAsync(CappedCount.Cap + 1);

        Assert.Equal(CappedCount.Cap, (await CountAsync()).Value![TicketView.All]);   // granted
    }

    [Fact]
    public async Task An_organisation_without_settings_yet_counts_too()
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket());
        await App.WithDbAsync(db => db.Set<OrganisationSettings>().ExecuteDeleteAsync());

        var counts = (await CountAsync()).Value!;   // granted
        await App.SaveAsync(new OrganisationSettings { Name = "Atelier" });

        Assert.Equal(1, counts[TicketView.All]);
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_counted() => Assert.Equal(Refusal.Forbidden, (await CountAsync()).Refusal);

    [Fact]
    public async Task The_number_in_the_menu_is_that_of_my_tab()
    {
        await WatchAsync();
        foreach (var state in Enum.GetValues<TicketState>()) await TicketAsync(Make.Ticket(state: state, assignee: App.User.Id));
        await TicketAsync(Make.Ticket());

        var inMenu = await App.RunAsync((MyTicketCounter counter) => counter.CountAsync(default));

        Assert.Equal(5, inMenu);
        Assert.Equal((await CountAsync()).Value![TicketView.Mine], inMenu);   // granted
    }

    private Task<Result<IReadOnlyDictionary<TicketView, int>>> CountAsync() => App.RunAsync((CountTickets use) => use.RunAsync(Tabs, default));

    [Fact]
    public async Task Saved_tabs_are_counted_together_in_one_statement_and_a_search_or_a_broken_one_is_not()
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket(state: TicketState.Closed));
        await TicketsAsync(2);
        ListQuery[] tabs = [.. new[] { "?view=All&state=any", "?q=pompe", "?colour=red", "?state=Closed", "?view=All&saved=1" }.Select(ListQuery.Parse)];

        var counts = await App.RunAsync((CountTickets use) => use.RunAsync(tabs, default));
        var statements = await App.CountQueriesAsync(() => App.RunAsync((CountTickets use) => use.RunAsync(tabs, default)));

        Assert.Equal([3, null, null, 1, 2], counts.Value!);   // granted
        Assert.Equal(1, statements);
    }

    [Fact]
    public async Task More_tabs_than_a_screen_shows_are_not_counted()
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket());

        var counts = (await App.RunAsync((CountTickets use) => use.RunAsync([.. Enumerable.Repeat(ListQuery.Parse(""), CountTickets.Most + 2)], default))).Value!;   // granted

        Assert.Equal([.. Enumerable.Repeat<int?>(1, CountTickets.Most), null, null], counts);
    }

    [Fact]
    public async Task Without_the_permission_no_saved_tab_is_counted() =>
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((CountTickets use) => use.RunAsync([ListQuery.Parse("")], default))).Refusal);
}
