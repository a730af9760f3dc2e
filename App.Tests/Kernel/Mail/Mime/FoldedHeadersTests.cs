using System.Globalization;
using System.Text;
using OpsFlux.Kernel.Mail.Mime;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Mime;

public sealed class FoldedHeadersTests
{
    [Fact]
    public void Plain_text_stays_plain() => Assert.Equal("Subject: [OpsFlux] TIC-2026-000042\r\n", Subject("[OpsFlux] TIC-2026-000042"));

    [Theory]
    [InlineData("Écran noir à l’accueil : été œuvre 100 €")]
    [InlineData("Panne 🖨️👩‍🔧 au dépôt")]
    [InlineData("=?utf-8?B?dHJvbXBl?=")]
    [InlineData("مطبعة معطلة في الطابق الثاني منذ صباح اليوم ولا أحد يستطيع الطباعة")]
    [InlineData("Unmotsansaucunespacequidepasselargementlalongueurpermisedunelignedenteteparsonauteur")]
    public void Anything_else_travels_encoded_and_comes_back_whole(string text)
    {
        var header = Subject(text);

        Assert.All(header, c => Assert.InRange(c, '\0', '\x7f'));
        Assert.Equal(text, Decoded(header["Subject: ".Length..]));
    }

    [Fact]
    public void Lines_are_folded_at_78_characters()
    {
        var lines = (Subject(string.Join(' ', Enumerable.Repeat("imprimante", 18))) + Subject(string.Join(' ', Enumerable.Repeat("écran cassé 🖥️", 20)))).Split("\r\n");

        Assert.All(lines, line => Assert.True(line.Length <= FoldedHeaders.LongestLine, line));
        Assert.All(lines.Where(l => l.Length > 0), line => Assert.True(line.StartsWith(' ') || line.StartsWith("Subject:", StringComparison.Ordinal), line));
    }

    [Theory]
    [InlineData("Panne\r\nBcc: k@y.example")]
    [InlineData("Panne\nBcc: k@y.example")]
    [InlineData("Panne\rBcc: k@y.example")]
    [InlineData("Panne\0\u0085\u2028Bcc: k@y.example")]
    public void A_line_break_of_the_authors_begins_no_header(string subject)
    {
        var header = Decoded(Subject(subject)["Subject: ".Length..]);

        Assert.DoesNotContain('\n', header);
        Assert.DoesNotContain("\nBcc", Subject(subject), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_quoted_or_encoded()
    {
        Assert.Equal("To: \"Ann \\\"A\\\" O'Neil, Ltd\" <a@x.example>\r\n", new FoldedHeaders().Mailbox("To", Box("Ann \"A\" O'Neil, Ltd")).ToString());
        Assert.Equal("Ève", Decoded(new FoldedHeaders().Mailbox("To", Box("Ève")).ToString()["To: ".Length..].Replace(" <a@x.example>", "", StringComparison.Ordinal)));
        Assert.Equal("To: a@x.example\r\n", new FoldedHeaders().Mailbox("To", Box(null)).ToString());
    }

    [Fact]
    public void What_we_compose_ourselves_must_be_sound() => Assert.Throws<ArgumentException>(() => new FoldedHeaders().Structured("References", "<a>\r\nBcc: k"));

    /// <summary>What a mail program does with encoded words (RFC 2047): unfold, join neighbours, decode.</summary>
    private static string Decoded(string value)
    {
        var unfolded = value.TrimEnd().Replace("\r\n", "", StringComparison.Ordinal);
        if (!unfolded.Contains("=?", StringComparison.Ordinal)) return unfolded;
        return string.Concat(unfolded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
        {
            Assert.True(word.Length <= 75, string.Create(CultureInfo.InvariantCulture, $"{word.Length}"));
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^2]));
        }));
    }

    private static string Subject(string text) => new FoldedHeaders().Text("Subject", text).ToString();

    private static Mailbox Box(string? name) => Mailbox.Of("a@x.example", name)!;    // a sound address
}
