using OpsFlux.Kernel.Lists;
using Xunit;

namespace OpsFlux.Tests.Kernel.Lists;

public sealed class ListPageTests
{
    [Theory]
    [InlineData(3, false, true, true, false)]     // first of several
    [InlineData(2, false, true, false, false)]    // the only one
    [InlineData(3, false, false, true, true)]     // in the middle
    [InlineData(2, false, false, false, true)]    // the last
    [InlineData(3, true, true, true, true)]       // back, and there is more before
    [InlineData(2, true, true, true, false)]      // back at the beginning
    [InlineData(0, false, false, false, false)]
    public void A_page_knows_its_neighbours(int read, bool backwards, bool isFirst, bool next, bool previous)
    {
        var page = ListPage.Of(Enumerable.Range(0, read).ToList(), 2, backwards, isFirst, n => Cursor.At(n, Guid.Empty));

        Assert.Equal((next, previous), (page.Next is not null, page.Previous is not null));
    }

    [Fact]
    public void What_was_read_backwards_stands_in_the_order_of_the_list()
    {
        var page = ListPage.Of([5, 4, 3], 2, backwards: true, isFirst: true, n => Cursor.At(n, Guid.Empty));

        Assert.Equal([4, 5], page.Rows);
        Assert.Equal((5, 4), (Cursor.Parse(page.Next!)!.WholeNumber, Cursor.Parse(page.Previous!)!.WholeNumber));   // both there
    }
}
