using OpsFlux.Kernel.Files.Types;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Types;

public sealed class ImageSizeTests
{
    [Fact]
    public void A_header_says_how_large_a_picture_is()
    {
        Assert.Equal((40_000, 30_000), Of(Samples.Png(40_000, 30_000), FileTypes.Png));
        Assert.Equal((2, 1), Of([.. "GIF89a"u8, 2, 0, 1, 0], FileTypes.Gif));
        Assert.Equal((640, 480), Of(Convert.FromHexString("FFD8FFE000044142FFC0001108" + "01E0" + "0280" + "03000000000000"), FileTypes.Jpeg));
        Assert.Equal((300, 200), Of([.. "RIFF\0\0\0\0WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0x2B, 1, 0, 0xC7, 0, 0], FileTypes.Webp));
    }

    [Theory]
    [InlineData("FFD8")]
    [InlineData("FFD8FFE0FFFF")]
    [InlineData("FFD8FFDA00")]
    public void A_broken_header_says_nothing(string hex) => Assert.Null(Of(Convert.FromHexString(hex), FileTypes.Jpeg));

    [Fact]
    public void What_is_no_picture_has_no_size() => Assert.Null(Of(Samples.Text(), FileTypes.Text));

    private static (int, int)? Of(byte[] bytes, FileType type)
    {
        using var content = new MemoryStream(bytes);
        return ImageSize.Read(content, type);
    }
}
