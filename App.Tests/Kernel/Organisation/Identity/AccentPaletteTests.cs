using OpsFlux.Kernel.Organisation.Identity;
using Xunit;

namespace OpsFlux.Tests.Kernel.Organisation.Identity;

public sealed class AccentPaletteTests
{
    [Theory]
    [InlineData("#0f5fc2")]
    [InlineData("#ffff00")]
    [InlineData("#ffffff")]
    [InlineData("#000000")]
    [InlineData("#e4002b")]
    [InlineData("#7f7f7f")]
    public void Whatever_is_chosen_can_be_read_on_light_and_on_dark(string chosen)
    {
        var palette = AccentPalette.Of(chosen)!;

        Assert.True(palette.Light.Contrast >= 4.5, palette.Light.ToString());
        Assert.True(palette.Dark.Contrast >= 4.5, palette.Dark.ToString());
        Assert.Contains($"--accent: light-dark({palette.Light.Accent}, {palette.Dark.Accent})", palette.Css, StringComparison.Ordinal);
    }

    [Fact]
    public void A_colour_that_can_be_read_is_left_as_it_is() => Assert.Equal("#0f5fc2", AccentPalette.Of("#0F5FC2")!.Light.Accent);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#12345g;")]
    public void What_is_no_colour_is_none(string? chosen) => Assert.Null(AccentPalette.Of(chosen));
}
