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
    public void Text_and_html_stand_side_by_side_the_richer_last()
    {
        var mail = Encoding.ASCII.GetString(Message.ToBytes());

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
    public void The_same_mail_has_the_same_bytes() => Assert.Equal(Message.ToBytes(), (Message with { }).ToBytes());

    [Fact]
    public void No_text_can_end_its_part()
    {
        var first = Encoding.ASCII.GetString(Message.ToBytes());
        var boundary = first[(first.IndexOf("boundary=\"", StringComparison.Ordinal) + 10)..][..34];

        var mail = Encoding.ASCII.GetString((Message with { Text = $"a\n--{boundary}--\nb" }).ToBytes());

        Assert.Equal(first.Split($"--{boundary}").Length, mail.Split($"--{boundary}").Length);
    }

    [Fact]
    public void Files_follow_the_text_under_a_name_without_path_or_line_break()
    {
        var file = new MimeAttachment("../../reçu\r\n n° 1.pdf", "application/pdf", Enumerable.Range(0, 300).Select(i => (byte)i).ToArray());

        var mail = Encoding.ASCII.GetString((Message with { Attachments = [file] }).ToBytes());

        Assert.Contains("Content-Type: multipart/mixed;", mail, StringComparison.Ordinal);
        Assert.Contains("filename*=utf-8''re%C3%A7u%20%20%20n%C2%B0%201.pdf\r\n", mail, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String(file.Bytes.Span)[..60], mail, StringComparison.Ordinal);
        Assert.All(mail.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
    }
}
