using OpsFlux.Kernel.Localisation;
using Xunit;

namespace OpsFlux.Tests.Kernel.Localisation;

public sealed class TextCutTests
{
    [Theory]
    [InlineData("abc", 5, "abc")]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("ab😀d", 3, "ab")]
    [InlineData("ab😀d", 4, "ab😀")]
    [InlineData("😀", 0, "")]
    public void No_character_is_halved(string text, int longest, string cut) => Assert.Equal(cut, text.CutTo(longest));
}
