using System.Text;
using OpsFlux.Kernel.Files.Types;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Types;

public sealed class FileSnifferTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A", "Png")]
    [InlineData("FFD8FFE0", "Jpeg")]
    [InlineData("474946383961", "Gif")]
    [InlineData("524946460000000057454250", "Webp")]
    [InlineData("524946460000000057415645", "Wav")]
    [InlineData("000000186674797068656963", "Heic")]
    [InlineData("00000018667479706D703432", "Mp4")]
    [InlineData("255044462D312E37", "Pdf")]
    [InlineData("4D5A9000", "Program")]
    [InlineData("7F454C46", "Program")]
    [InlineData("CFFAEDFE", "Program")]
    [InlineData("CAFEBABE", "Program")]
    [InlineData("0061736D", "Program")]
    [InlineData("23212F62696E2F7368", "Script")]
    [InlineData("1F8B08", "Gzip")]
    [InlineData("377ABCAF271C", "SevenZip")]
    public void The_first_bytes_say_what_it_is(string hex, string code) => Assert.Equal(code, Sniff([.. Convert.FromHexString(hex), .. new byte[40]]));

    [Theory]
    [InlineData("date;mm/s\n2026-11-20;4,2", "Text")]
    [InlineData("{\"a\": \"<script>\"}", "Text")]
    [InlineData("une ligne\n<html>cité plus bas</html>", "Text")]
    [InlineData("<?xml version=\"1.0\"?><facture/>", "Text")]
    [InlineData("<!DOCTYPE html><p>", "Html")]
    [InlineData("\n  <HTML><body>", "Html")]
    [InlineData("<!-- rien --><script>alert(1)</script>", "Html")]
    [InlineData("<img src=x onerror=alert(1)>", "Html")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Svg")]
    [InlineData("<?xml version=\"1.0\"?><!-- x --><svg onload='x'/>", "Svg")]
    [InlineData("<!DOCTYPE svg PUBLIC \"x\" \"y\"><svg/>", "Svg")]
    [InlineData("<!DOCTYPE svg [<!ENTITY x \"y\">]><svg/>", "Svg")]
    [InlineData("<s:svg xmlns:s='http://www.w3.org/2000/svg'/>", "Svg")]
    [InlineData("@echo off\r\ndel *", "Script")]
    [InlineData("<?php phpinfo();", "Script")]
    public void Text_is_told_from_pages_drawings_and_scripts(string text, string code)
    {
        Assert.Equal(code, Sniff(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(code, Sniff([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]));
        Assert.Equal(code, Sniff([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]));
    }

    [Fact]
    public void A_text_of_nothing_but_comments_is_read_in_no_time() => Assert.Equal("Text", Sniff(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<!---->", 580)))));

    [Fact]
    public void Old_French_text_is_text() => Assert.Equal("Text", Sniff(Encoding.Latin1.GetBytes("Relevé d’été")));

    [Fact]
    public void Bytes_that_nobody_knows_are_not_recognised() => Assert.Null(Sniff([1, 2, 3, 4, 5]));

    [Fact]
    public void Text_whose_beginning_ends_inside_a_character_is_text() => Assert.Equal("Text", Sniff(Encoding.UTF8.GetBytes("a" + new string('é', 64 * 1024))));

    [Fact]
    public void Archives_are_known_by_what_is_in_them()
    {
        Assert.Equal("Zip", Sniff(Samples.Zip(("a.txt", Samples.Text()))));
        Assert.Equal("Docx", Sniff(Samples.Docx()));
        Assert.Equal("MacroOffice", Sniff(Samples.Docx("word/vbaProject.bin")));
        Assert.Equal("Program", Sniff(Samples.Zip(("META-INF/MANIFEST.MF", Samples.Text()), ("Main.class", Samples.Text()))));
        Assert.Equal("OpenDocument", Sniff(Samples.Zip(("mimetype", Samples.Text()), ("content.xml", Samples.Text()))));
    }

    [Fact]
    public void A_Windows_installer_is_told_from_an_old_document()
    {
        var document = new byte[2048];
        Convert.FromHexString("D0CF11E0A1B11AE1").CopyTo(document, 0);
        (document[30], document[48]) = (9, 1);   // sectors of 512 bytes, the directory in the second
        var installer = (byte[])document.Clone();
        Convert.FromHexString("84100C0000000000C000000000000046").CopyTo(installer, 1024 + 80);

        Assert.Equal("Compound", Sniff(document));
        Assert.Equal("Program", Sniff(installer));
    }

    private static string? Sniff(byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        ZipDirectory? archive = null;
        if (ZipDirectory.IsZip(content)) Assert.True(ZipDirectory.TryRead(content, out archive));
        return FileSniffer.Sniff(content, archive)?.Code;
    }
}
