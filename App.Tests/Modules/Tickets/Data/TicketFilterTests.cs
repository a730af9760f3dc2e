using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Data;

public sealed class TicketFilterTests
{
    private const string Id = "01980000-0000-7000-8000-00000000000a";

    [Fact]
    public void An_empty_address_shows_open_tickets_newest_first()
    {
        var filter = Parse("").Value!;   // nothing to refuse

        Assert.Equal((TicketView.All, true, TicketSort.Opened, true), (filter.View, filter.OnlyOpen, filter.Sort, filter.Descending));
        Assert.Null(filter.States);
    }

    [Fact]
    public void Every_part_of_an_address_is_read()
    {
        var filter = Parse($"?view=team&priority=high,Critical&category={Id}&structure={Id}&group={Id}&assignee={Id}&from=2026-01-31&to=2026-02-28&q=écran&sort=priority&page=3").Value!;   // nothing to refuse

        Assert.Equal((TicketView.Team, TicketSort.Priority, false), (filter.View, filter.Sort, filter.Descending));
        Assert.Equal([Priority.High, Priority.Critical], filter.Priorities);
        Assert.All([filter.CategoryIds.Single(), filter.StructureId, filter.GroupId, filter.Assignee?.Id], id => Assert.Equal(new Guid(Id), id));
        Assert.Equal((new DateOnly(2026, 1, 31), new DateOnly(2026, 2, 28), "écran"), (filter.OpenedFrom, filter.OpenedTo, filter.Search));
    }

    [Fact]
    public void States_may_be_several_all_or_the_open_ones()
    {
        Assert.Equal([TicketState.New, TicketState.Closed], Parse("?state=new,closed,NEW").Value?.States);
        Assert.False(Parse("?state=new").Value?.OnlyOpen);
        Assert.False(Parse("?state=any").Value?.OnlyOpen);
        Assert.True(Parse("?state=open").Value?.OnlyOpen);
    }

    [Fact]
    public void People_may_be_oneself_or_nobody()
    {
        var me = Guid.CreateVersion7();

        Assert.Equal(me, Parse("?assignee=ME").Value?.Assignee?.For(me));
        Assert.True(Parse("?assignee=none").Value?.Assignee?.IsNobody);
        Assert.Null(Parse("?assignee=none").Value?.Assignee?.For(me));
        Assert.Equal(me, Parse("?requester=me").Value?.Requester?.For(me));
    }

    [Fact]
    public void Categories_may_be_several_and_a_period_has_a_name()
    {
        var filter = Parse($"?category={Id},{World.Category}&opened=thismonth&updated=Last7Days&kind=incident&saved=x").Value!;   // nothing to refuse

        Assert.Equal([new Guid(Id), World.Category], filter.CategoryIds);
        Assert.Equal((DatePeriod.ThisMonth, DatePeriod.Last7Days, TicketKind.Incident), (filter.Opened, filter.Updated, filter.Kind));
    }

    [Fact]
    public void A_page_is_after_a_row_or_before_one_not_both()
    {
        var cursor = Cursor.At(3, Guid.CreateVersion7());

        Assert.NotNull(Parse($"?before={cursor}").Value?.Before);
        Assert.NotNull(Parse($"?before={cursor}&after={cursor}").Refusal);
    }

    [Fact]
    public void A_minus_sorts_downwards()
    {
        Assert.True(Parse("?sort=-updated").Value?.Descending);
        Assert.False(Parse("?sort=updated").Value?.Descending);
    }

    [Theory]
    [InlineData("view", "everything")]
    [InlineData("view", "1")]
    [InlineData("view", "%2B1")]
    [InlineData("view", "mine,team")]
    [InlineData("state", "broken")]
    [InlineData("state", "3")]
    [InlineData("state", "%2B3")]
    [InlineData("state", ",")]
    [InlineData("priority", "2")]
    [InlineData("priority", "high,unknown")]
    [InlineData("category", "tout")]
    [InlineData("structure", "1")]
    [InlineData("group", "%27")]
    [InlineData("assignee", "you")]
    [InlineData("requester", "none")]
    [InlineData("category", "01980000-0000-7000-8000-000000000001,x")]
    [InlineData("kind", "1")]
    [InlineData("opened", "someday")]
    [InlineData("updated", "3")]
    [InlineData("before", "x")]
    [InlineData("from", "31/01/2026")]
    [InlineData("from", "2026-02-30")]
    [InlineData("to", "0001-01-01")]
    [InlineData("to", "9999-12-31")]
    [InlineData("sort", "title")]
    [InlineData("sort", "-")]
    [InlineData("sort", "--opened")]
    [InlineData("after", "x")]
    [InlineData("after", "~01980000000070008000000000000001")]
    [InlineData("q", "a%00b")]
    [InlineData("colour", "red")]
    public void What_is_not_understood_is_refused_by_name(string name, string value)
    {
        var refusal = Parse($"?{name}={value}").Refusal;

        Assert.Equal((RefusalKind.Conflict, TicketRefusals.UnknownFilter, name), (refusal?.Kind, refusal?.Code, refusal?.Arguments[0]));
    }

    [Fact]
    public void A_search_of_a_thousand_letters_is_refused_and_shown_shortened()
    {
        var refusal = Parse("?q=" + new string('a', 1000)).Refusal;

        Assert.Equal(61, Assert.IsType<string>(refusal?.Arguments[1]).Length);
    }

    private static Result<TicketFilter> Parse(string address) => TicketFilter.Parse(ListQuery.Parse(address));
}
