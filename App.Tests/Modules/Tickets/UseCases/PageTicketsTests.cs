using OpsFlux.Kernel.Lists;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>Every order, through all of its pages: nothing lost, nothing twice, nothing out of order.</summary>
public sealed class PageTicketsTests(TestApp app) : TicketListTests(app)
{
    [Theory]
    [InlineData("opened")]
    [InlineData("-opened")]
    [InlineData("updated")]
    [InlineData("-updated")]
    [InlineData("priority")]
    [InlineData("-priority")]
    [InlineData("number")]
    [InlineData("-number")]
    public async Task Pages_join_without_loss_or_double(string sort)
    {
        await WatchAsync();
        // Instants and priorities repeat, so that only the id tells rows apart where one page ends.
        var tickets = await TicketsAsync(23, i => Make.Ticket(structure: Here.Id, openedAt: FakeClock.Start.AddHours(-(i / 4)), priority: (Priority)(1 + i % 3)));

        var pages = await AllPagesAsync(sort, size: 5);

        Assert.Equal([5, 5, 5, 5, 3], pages.Select(p => p.Length));
        var rows = pages.SelectMany(p => p).ToList();
        Assert.Equal(tickets.Select(t => t.Id).Order(), rows.Select(r => r.Id).Order());
        var expected = sort.TrimStart('-') switch
        {
            // Downwards is most pressing first, which is the smaller number.
            "priority" => rows.OrderByDescending(r => r.Priority).ThenByDescending(r => r.Id, ByBytes),
            "number" => rows.OrderBy(r => r.Number, StringComparer.Ordinal),
            "updated" => rows.OrderBy(r => r.UpdatedAt).ThenBy(r => r.Id, ByBytes),
            _ => rows.OrderBy(r => r.OpenedAt).ThenBy(r => r.Id, ByBytes),
        };
        Assert.Equal(sort[0] == '-' ? expected.Reverse() : expected, rows);
    }

    [Theory]
    [InlineData("opened")]
    [InlineData("-opened")]
    [InlineData("updated")]
    [InlineData("-priority")]
    [InlineData("priority")]
    [InlineData("-number")]
    public async Task The_way_back_shows_the_same_pages(string sort)
    {
        await WatchAsync();
        await TicketsAsync(13, i => Make.Ticket(structure: Here.Id, openedAt: FakeClock.Start.AddHours(-(i / 4)), priority: (Priority)(1 + i % 3)));
        var there = new List<ListPage<TicketRow>> { await PageAsync($"?sort={sort}", size: 5) };
        while (there[^1].Next is { } next) there.Add(await PageAsync($"?sort={sort}&after={next}", size: 5));

        var back = new List<ListPage<TicketRow>> { there[^1] };
        while (back[^1].Previous is { } previous) back.Add(await PageAsync($"?sort={sort}&before={previous}", size: 5));

        back.Reverse();
        Assert.Equal(3, back.Count);
        Assert.Equal(there.Select(p => p.Rows.Select(r => r.Id)), back.Select(p => p.Rows.Select(r => r.Id)));
        Assert.Equal((null, back[1].Rows[0].Id), (back[0].Previous, Cursor.Parse(back[1].Previous!)!.Id));   // in the middle
    }

    [Fact]
    public async Task Back_at_the_beginning_the_page_is_whole_whatever_came_meanwhile()
    {
        await WatchAsync();
        await TicketsAsync(6);
        var first = await PageAsync("?sort=-opened", size: 3);
        var second = await PageAsync($"?sort=-opened&after={first.Next}", size: 3);

        var newest = await TicketAsync(Make.Ticket(openedAt: FakeClock.Start.AddHours(1)));
        var back = await PageAsync($"?sort=-opened&before={second.Previous}", size: 3);
        var beginning = await PageAsync($"?sort=-opened&before={back.Previous}", size: 3);

        Assert.Equal(first.Rows.Select(r => r.Id), back.Rows.Select(r => r.Id));
        Assert.Equal([newest.Id, first.Rows[0].Id, first.Rows[1].Id], beginning.Rows.Select(r => r.Id));
    }

    [Fact]
    public async Task What_comes_in_between_moves_no_page()
    {
        await WatchAsync();
        var tickets = await TicketsAsync(6);
        var first = await PageAsync("?sort=-opened", size: 3);

        await TicketAsync(Make.Ticket(openedAt: FakeClock.Start.AddHours(1)));
        var second = await PageAsync($"?sort=-opened&after={first.Next}", size: 3);

        Assert.Equal(tickets[3..].Select(t => t.Id), second.Rows.Select(r => r.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_page_exactly_full_is_the_last()
    {
        await WatchAsync();
        await TicketsAsync(3);

        Assert.Null((await PageAsync("", size: 3)).Next);
    }

    [Fact]
    public async Task Nothing_is_an_empty_page()
    {
        await WatchAsync();

        var page = await PageAsync("");

        Assert.Empty(page.Rows);
        Assert.Null(page.Next);
    }

    /// <summary>As PostgreSQL compares uuids: byte by byte, which for text is the same.</summary>
    private static Comparer<Guid> ByBytes { get; } = Comparer<Guid>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private async Task<List<TicketRow[]>> AllPagesAsync(string sort, int size)
    {
        var pages = new List<TicketRow[]>();
        string? after = null;
        do
        {
            var page = await PageAsync($"?sort={sort}&after={after}", size);
            pages.Add([.. page.Rows]);
            after = page.Next;
        }
        while (after is not null && pages.Count < 20);
        return pages;
    }
}
