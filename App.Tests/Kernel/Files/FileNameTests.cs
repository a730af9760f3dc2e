using OpsFlux.Kernel.Files;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("rapport final.pdf", "rapport final.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\karim\photo.jpg", "photo.jpg")]
    [InlineData("..\\..\\win.ini", "win.ini")]
    [InlineData("facture\u202Egpj.exe", "facturegpj.exe")]
    [InlineData("a\u0000b\r\nc.txt", "abc.txt")]
    [InlineData("zéro\u200Blargeur.txt", "zérolargeur.txt")]
    [InlineData("e\u0301te\u0301.txt", "été.txt")]
    [InlineData("fin\u00A0insécable.txt", "fin insécable.txt")]
    [InlineData("a<b>:\"c|d?*.txt", "a_b___c_d__.txt")]
    [InlineData("  espaces.txt. ", "espaces.txt")]
    [InlineData("تقرير.pdf", "تقرير.pdf")]
    [InlineData("🙂.png", "🙂.png")]
    [InlineData("", "fichier")]
    [InlineData("..", "fichier")]
    [InlineData("/", "fichier")]
    [InlineData(".png", "fichier.png")]
    [InlineData(null, "fichier")]
    public void A_name_keeps_what_can_be_seen_and_is_no_path(string? given, string shown) => Assert.Equal(shown, FileName.Safe(given));

    [Fact]
    public void A_long_name_keeps_its_extension()
    {
        var name = FileName.Safe(new string('é', 500) + ".docx");

        Assert.Equal(FileName.Longest, name.Length);
        Assert.EndsWith("é.docx", name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_not_cut_inside_a_character()
    {
        var name = FileName.Safe(string.Concat(Enumerable.Repeat("🙂", 300)) + ".x");

        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(name)));
    }
}
