using OpsFlux.Kernel.Lists;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Lists;

public sealed class CursorTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    [Fact]
    public void An_instant_comes_back_to_the_tick()
    {
        var instant = FakeClock.Start.AddTicks(7);

        var back = Cursor.Parse(Cursor.At(instant, Id).ToString());

        Assert.Equal((instant, Id), (back?.Instant, back?.Id));
    }

    [Fact]
    public void A_number_comes_back() => Assert.Equal(3, Cursor.Parse(Cursor.At(3, Id).ToString())?.WholeNumber);

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("12")]
    [InlineData("12~")]
    [InlineData("12~not-an-id")]
    [InlineData("TIC\0~0198000000007000800000000000000a")]
    [InlineData("~0198000000007000800000000000000a")]
    public void What_is_malformed_is_none(string text) => Assert.Null(Cursor.Parse(text));

    [Theory]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    [InlineData("1.5")]
    [InlineData("abc")]
    public void A_key_of_another_kind_is_no_instant(string key) => Assert.Null(new Cursor(key, Id).Instant);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1000, "999+")]
    public void Counts_stop_at_a_thousand(int count, string shown) => Assert.Equal(shown, CappedCount.Show(count));
}
