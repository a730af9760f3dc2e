using System.Globalization;
using System.Text;
using OpsFlux.Kernel.Mail.Mime;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Mime;

public sealed class QuotedPrintableTests
{
    [Theory]
    [InlineData("Bonjour")]
    [InlineData("é è ç œ € — « guillemets »")]
    [InlineData("🖨️ 👩‍🔧 𝒜")]
    [InlineData("fin de ligne \t \nsuite ")]
    [InlineData("a=b =3D ==")]
    [InlineData(".\n..\n.caché")]
    [InlineData("\n\n\n")]
    [InlineData("From moi")]
    public void It_comes_back_whole(string text) => Assert.Equal(text, Decoded(QuotedPrintable.Encode(text)));

    [Theory]
    [InlineData("x", 5000)]
    [InlineData("é", 3000)]
    [InlineData("🖨", 2000)]
    [InlineData("mot ", 2000)]
    public void However_long_a_line_is_none_of_ours_has_more_than_76_characters(string piece, int count)
    {
        var text = string.Concat(Enumerable.Repeat(piece, count));

        var encoded = QuotedPrintable.Encode(text);

        Assert.All(encoded.Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
        Assert.All(encoded, c => Assert.True(c is '\r' or '\n' or '\t' or (>= ' ' and <= '~')));
        Assert.Equal(text, Decoded(encoded));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\r\nb")]
    [InlineData("a\rb")]
    public void Every_kind_of_line_break_becomes_that_of_mail(string text) => Assert.Equal("a\r\nb\r\n", QuotedPrintable.Encode(text));

    internal static string Decoded(string encoded)
    {
        var (joined, bytes) = (encoded.Replace("=\r\n", "", StringComparison.Ordinal), new List<byte>());
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] != '=') bytes.Add((byte)joined[i]);
            else bytes.Add(byte.Parse(joined.AsSpan(++i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            if (i > 0 && joined[i - 1] == '=') i++;
        }

        return Encoding.UTF8.GetString([.. bytes]).ReplaceLineEndings("\n")[..^1];
    }
}
