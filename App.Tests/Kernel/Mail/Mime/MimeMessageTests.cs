using System.Text;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Mime;

public sealed class MimeMessageTests
{
    private static readonly MimeMessage Message = new()
    {
        From = Mailbox.Parse("OpsFlux <desk@exemple.fr>")!,    // a sound address
        To = Mailbox.Of("eve@x.example", "Ève Dupont")!,       // a sound address
        Subject = "[OpsFlux] Écran noir",
        MessageId = "<1@exemple.fr>",
        Date = FakeClock.Start.ToOffset(TimeSpan.FromHours(1)),
        Text = "Écran noir\n.\n",
        Html = "<p>Écran noir</p>",
        Language = "fr",
        More = [("References", "<ticket.1@exemple.fr>"), ("Auto-Submitted", "auto-generated")],
    };

    [Fact]
    public async Task Text_and_html_stand_side_by_side_the_richer_last()
    {
        var mail = Encoding.ASCII.GetString(await Message.ToBytesAsync(default));

        Assert.Contains("Content-Type: multipart/alternative;", mail, StringComparison.Ordinal);
        Assert.True(mail.IndexOf("text/plain; charset=utf-8", StringComparison.Ordinal) < mail.IndexOf("text/html; charset=utf-8", StringComparison.Ordinal));
        Assert.Contains("=C3=89cran noir\r\n.\r\n", mail, StringComparison.Ordinal);
        Assert.EndsWith("--\r\n", mail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_head_says_what_machines_ask_for()
    {
        var headers = Message.Headers();

        Assert.Contains("Date: Fri, 20 Nov 2026 09:00:00 +0000\r\n", headers, StringComparison.Ordinal);
        Assert.Contains("Message-ID: <1@exemple.fr>\r\n", headers, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated\r\n", headers, StringComparison.Ordinal);
        Assert.Contains("MIME-Version: 1.0\r\n", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n\r\n", headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_mail_has_the_same_bytes() => Assert.Equal(await Message.ToBytesAsync(default), await (Message with { }).ToBytesAsync(default));

    [Fact]
    public async Task No_text_can_end_its_part()
    {
        var first = Encoding.ASCII.GetString(await Message.ToBytesAsync(default));
        var boundary = first[(first.IndexOf("boundary=\"", StringComparison.Ordinal) + 10)..][..34];

        var mail = Encoding.ASCII.GetString(await (Message with { Text = $"a\n--{boundary}--\nb" }).ToBytesAsync(default));

        Assert.Equal(first.Split($"--{boundary}").Length, mail.Split($"--{boundary}").Length);
    }

    [Fact]
    public async Task Files_follow_the_text_under_a_name_without_path_or_line_break()
    {
        var bytes = Enumerable.Range(0, 300).Select(i => (byte)i).ToArray();
        var file = new MimeAttachment("../../reçu\r\n n° 1.pdf", "application/pdf", new MemoryStream(bytes));

        var mail = Encoding.ASCII.GetString(await (Message with { Attachments = [file] }).ToBytesAsync(default));

        Assert.Contains("Content-Type: multipart/mixed;", mail, StringComparison.Ordinal);
        Assert.Contains("filename*=utf-8''re%C3%A7u%20%20%20n%C2%B0%201.pdf\r\n", mail, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) + "\r\n--", mail, StringComparison.Ordinal);
        Assert.All(mail.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
    }

    [Theory]
    [InlineData("rapport.pdf")]
    [InlineData("Compte rendu de l'intervention n° 12 à l'atelier « Nord », été 2026 – version définitive.pdf")]
    [InlineData("تقرير الصيانة السنوي للمعدات الثقيلة في المصنع الجديد.pdf")]
    [InlineData("検査報告書.pdf")]
    [InlineData("🛠🛠🛠🛠🛠🛠🛠🛠🛠🛠.txt")]
    public async Task A_name_in_any_script_arrives_whole_in_short_lines(string name)
    {
        var mail = Encoding.ASCII.GetString(await (Message with { Attachments = [new(name, "text/plain", new MemoryStream([1]))] }).ToBytesAsync(default));

        var head = mail[mail.IndexOf("Content-Disposition", StringComparison.Ordinal)..].Split("\r\n\r\n")[0];
        Assert.All(head.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        var pieces = System.Text.RegularExpressions.Regex.Matches(head, """filename[*\d]*=(?:utf-8'')?"?([^;"\s]+)""").Select(m => m.Groups[1].Value);
        Assert.Equal(name, Uri.UnescapeDataString(string.Concat(pieces)));
    }
}
