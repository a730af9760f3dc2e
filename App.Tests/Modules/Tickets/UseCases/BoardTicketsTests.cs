using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

public sealed class BoardTicketsTests(TestApp app) : TicketListTests(app)
{
    [Fact]
    public async Task Each_column_counts_all_and_shows_the_most_pressing()
    {
        await WatchAsync();
        await TicketsAsync(BoardTickets.CardsPerColumn + 5);
        var urgent = await TicketAsync(Make.Ticket(priority: Priority.Critical));
        await TicketAsync(Make.Ticket(state: TicketState.Closed));

        var board = (await BoardAsync()).Value!;   // granted

        Assert.Equal(BoardTickets.States, board.Select(c => c.State));
        Assert.Equal((BoardTickets.CardsPerColumn + 6, BoardTickets.CardsPerColumn, urgent.Id), (board[0].Count, board[0].Cards.Count, board[0].Cards[0].Id));
        Assert.All(board.Skip(1), column => Assert.Equal(0, column.Count));
    }

    [Fact]
    public async Task It_takes_two_statements_whatever_it_shows()
    {
        await WatchAsync();
        var forNone = await App.CountQueriesAsync(() => BoardAsync());
        await TicketsAsync(30);

        Assert.Equal((2, 2), (forNone, await App.CountQueriesAsync(() => BoardAsync())));
    }

    [Fact]
    public async Task Without_the_permission_there_is_no_board() => Assert.Equal(Refusal.Forbidden, (await BoardAsync()).Refusal);

    private Task<Result<IReadOnlyList<BoardColumn>>> BoardAsync() => App.RunAsync((BoardTickets use) => use.RunAsync(new() { OnlyOpen = true }, default));
}
