using System.Globalization;
using OpsFlux.Kernel.Sms;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sms;

public sealed class SmsWordsTests
{
    [Fact]
    public void An_urgent_text_is_one_line_behind_its_mark() =>
        Assert.Equal("[OpsFlux URGENT] Serveur en panne depuis midi", SmsWords.Urgent("  Serveur\r\nen\tpanne\u2028depuis\u0007 \u202Emidi\0 "));

    [Fact]
    public void A_title_is_cut_at_a_hundred_and_no_sooner()
    {
        Assert.Equal(new string('a', 100), SmsWords.Urgent(new string('a', 100))["[OpsFlux URGENT] ".Length..]);
        Assert.Equal(new string('a', 100), SmsWords.Urgent(new string('a', 101))["[OpsFlux URGENT] ".Length..]);
    }

    [Theory]
    [InlineData("😀")]                   // two units
    [InlineData("👩‍👩‍👧‍👦")]              // a family: eleven
    [InlineData("🇲🇦")]
    [InlineData("e\u0301")]
    public void No_character_is_cut_in_half(string character)
    {
        foreach (var before in Enumerable.Range(85, 16))
        {
            var title = new string('a', before) + character + new string('b', 30);
            var cut = SmsWords.Cut(title, SmsWords.LongestTitle);

            Assert.True(cut.Length <= SmsWords.LongestTitle);
            Assert.StartsWith(cut, title, StringComparison.Ordinal);
            Assert.Contains(cut.Length, StringInfo.ParseCombiningCharacters(title));
        }
    }

    [Fact]
    public void Half_a_pair_is_no_character() => Assert.Equal("a\uFFFDb", SmsWords.OneLine("a\uD83Db"));
}
