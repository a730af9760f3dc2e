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
    public async Task The_number_in_the_menu_is_of_my_work_in_hand()
    {
        await WatchAsync();
        foreach (var state in Enum.GetValues<TicketState>()) await TicketAsync(Make.Ticket(state: state, assignee: App.User.Id));
        await TicketAsync(Make.Ticket());

        Assert.Equal(4, await App.RunAsync((MyTicketCounter counter) => counter.CountAsync(default)));
    }

    private Task<Result<IReadOnlyDictionary<TicketView, int>>> CountAsync() => App.RunAsync((CountTickets use) => use.RunAsync(Tabs, default));
}
