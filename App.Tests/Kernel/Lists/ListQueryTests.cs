using OpsFlux.Kernel.Lists;
using Xunit;

namespace OpsFlux.Tests.Kernel.Lists;

public sealed class ListQueryTests
{
    [Fact]
    public void An_address_is_read_and_written_back()
    {
        var query = ListQuery.Parse("?view=mine&q=a%26b%20%C3%A9&state=New,Assigned&sort=-opened&page=2&after=1~2");

        Assert.Equal(("mine", "a&b é", "-opened", "1~2", 2), (query.View, query.Search, query.Sort, query.After, query.Page));
        Assert.Equal([new("state", "New,Assigned")], query.Filters);
        Assert.Equal(query.Values, ListQuery.Parse(query.ToString()).Values);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?q=&view=%20")]
    public void Nothing_said_is_nothing(string? address) => Assert.Equal("", ListQuery.Parse(address).ToString());

    [Fact]
    public void A_repeated_filter_is_a_list() => Assert.Equal("New,Waiting", ListQuery.Parse("?state=New&State=Waiting").Values["state"]);

    [Fact]
    public void A_change_begins_again_at_the_first_page()
    {
        var second = ListQuery.Parse("?state=New").NextPage("1~2");

        Assert.Equal(("1~2", 2), (second.After, second.Page));
        Assert.Equal("?q=x&state=New", second.With("q", "x").ToString());
        Assert.Equal("?state=New", second.FirstPage().ToString());
        Assert.Equal("", second.With("STATE", null).ToString());
        Assert.Equal("?view=mine", second.WithView("mine").ToString());
    }

    [Fact]
    public void Naming_the_view_that_is_shown_keeps_the_page()
    {
        Assert.Equal("?after=1~2&page=2&view=Mine", ListQuery.Parse("?page=2&after=1~2").InView("Mine").ToString());
        Assert.Equal("?view=All", ListQuery.Parse("?view=All").InView("Mine").ToString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("99999999999")]
    public void A_page_that_cannot_be_is_the_first(string page) => Assert.Equal(1, ListQuery.Parse($"?page={page}").Page);
}
