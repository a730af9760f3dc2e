using OpsFlux.Kernel.Access;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>Reading costs the same number of statements for one row and for thirty.</summary>
public sealed class TicketQueryCountTests(TestApp app) : TicketListTests(app)
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("?view=mine&q=imprimante&sort=-priority", 1)]
    [InlineData("?view=team", 2)]   // its teams are named first: see WithTeamAsync
    public async Task A_list_takes_as_many_statements_for_one_row_as_for_thirty(string address, int statements)
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket(assignee: World.Alice));
        var forOne = await App.CountQueriesAsync(() => PageAsync(address));
        await TicketsAsync(29);

        Assert.Equal((statements, statements), (forOne, await App.CountQueriesAsync(() => PageAsync(address))));
    }

    [Fact]
    public async Task The_tabs_counts_take_one_statement_together()
    {
        await WatchAsync();
        await TicketsAsync(30);

        Assert.Equal(1, await App.CountQueriesAsync(() => App.RunAsync((CountTickets use) => use.RunAsync(Enum.GetValues<TicketView>(), default))));
    }

    [Fact]
    public async Task A_ticket_takes_four_however_long_its_timeline_and_however_many_spoke()
    {
        await WatchAsync();
        var ticket = await TicketAsync(Make.Ticket());
        App.User.Grant(TicketPermissions.Comment, Scope.All);
        await CommentAsync(ticket);
        var forOne = await App.CountQueriesAsync(() => GetAsync(ticket));
        foreach (var _ in Enumerable.Range(0, 29)) await CommentAsync(ticket);

        Assert.Equal((4, 4), (forOne, await App.CountQueriesAsync(() => GetAsync(ticket))));
    }

    private Task GetAsync(Ticket ticket) => App.RunAsync((GetTicket use) => use.RunAsync(ticket.Number, default));

    private async Task CommentAsync(Ticket ticket)
    {
        App.User.As(await App.SaveAsync(Make.User()));
        await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = "Encore" }, default));
    }
}
