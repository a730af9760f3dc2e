using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Search;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Modules.Tickets.UseCases;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Search;

/// <summary>The search box over tickets: what is typed wrong or only half, and who finds nothing.</summary>
public sealed class SearchEverythingTests(TestApp app) : TicketListTests(app)
{
    [Theory]
    [InlineData("imprimante")]
    [InlineData("imprimnate")]
    [InlineData("IMPRIMNATE badgeuse")]
    [InlineData("imprimente")]
    public async Task A_word_is_found_as_it_is_written_and_as_it_is_mistyped(string words)
    {
        await WatchAsync();
        var ticket = await TicketAsync(Make.Ticket("Imprimante de la badgeuse"));
        await LearnAsync();

        Assert.Contains($"/tickets/{ticket.Number}", await FoundAsync(words));
    }

    [Fact]
    public async Task A_correction_says_what_was_searched()
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket("Sertisseuse en panne"));
        await LearnAsync();

        var group = Assert.Single(await App.RunAsync((SearchEverything use) => use.RunAsync("sertiseuse", 8, isTyping: false, default)));

        Assert.Equal(("sertisseuse", "sertiseuse or sertisseuse"), (group.Corrected, group.Words));
    }

    [Fact]
    public async Task A_word_half_typed_finds_what_it_begins()
    {
        await WatchAsync();
        var ticket = await TicketAsync(Make.Ticket("Palettiseur bloqué"));
        await LearnAsync();

        Assert.Contains($"/tickets/{ticket.Number}", await FoundAsync("palet", isTyping: true));
        Assert.DoesNotContain($"/tickets/{ticket.Number}", await FoundAsync("palet "));
    }

    [Fact]
    public async Task Nobody_finds_what_he_may_not_open_however_it_is_typed()
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket("Girouette cassée"));
        await LearnAsync();
        App.User.As(await App.SaveAsync(Make.User("Stranger"))).Grant(TicketPermissions.View, Scope.Own);

        Assert.Empty(await FoundAsync("girouette"));
        Assert.Empty(await FoundAsync("girouete"));
        Assert.Empty(await FoundAsync("girou", isTyping: true));
        App.User.Revoke(TicketPermissions.View);
        Assert.Null(await App.RunAsync((SearchEverything use) => use.PageAsync("tickets", "girouette", ListQuery.Parse(null), 8, default)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\0b")]
    [InlineData("%_%")]
    [InlineData("'; drop table kernel.search_words; --")]
    [InlineData("un deux trois quatre cinq six sept huit neuf dix")]
    public async Task Whatever_is_typed_answers(string words)
    {
        await WatchAsync();

        Assert.Empty(await FoundAsync(words, isTyping: true));
    }

    [Fact]
    public async Task Learning_twice_reads_only_what_is_new()
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket("Transpalette"));
        await LearnAsync();

        Assert.Equal("0", await LearnAsync());
    }

    [Fact]
    public async Task Results_go_on_page_by_page()
    {
        await WatchAsync();
        var tickets = await TicketsAsync(5, i => Make.Ticket("Chaudière froide", structure: Here.Id, openedAt: FakeClock.Start.AddMinutes(-i)));

        var first = (await PageOfAsync(ListQuery.Parse(null))).Page;
        var second = (await PageOfAsync(ListQuery.Parse(null).NextPage(first.Next!))).Page;   // there are more
        var back = (await PageOfAsync(ListQuery.Parse(null).PreviousPage(second.Previous!))).Page;   // one came from there

        Assert.Equal(tickets.Select(t => t.Number), first.Rows.Concat(second.Rows).Select(h => h.Number));
        Assert.Equal(first.Rows, back.Rows);
        Assert.Empty((await PageOfAsync(ListQuery.Parse("?after=nonsense"))).Page.Rows);
    }

    private async Task<SearchGroup> PageOfAsync(ListQuery page) =>
        (await App.RunAsync((SearchEverything use) => use.PageAsync("tickets", "chaudiere", page, 3, default)))!;   // granted

    private async Task<IEnumerable<string>> FoundAsync(string words, bool isTyping = false) =>
        (await App.RunAsync((SearchEverything use) => use.RunAsync(words, 8, isTyping, default))).SelectMany(g => g.Page.Rows).Select(h => h.Href);

    private async Task<string> LearnAsync()
    {
        App.Clock.Now = App.Clock.Now.AddMinutes(5);
        return (await App.RunAsync((LearnWords job) => job.RunAsync(default))).Arguments[0];
    }
}
