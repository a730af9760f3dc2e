using OpsFlux.Kernel.Mail.Composing;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Composing;

/// <summary>Markdown of templates in mails: formatted, harmless, and as text.</summary>
public sealed class MailMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("![x](https://spy.example/p.png)")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("<a href=\"https://x.example\" style=\"position:fixed\">x</a>")]
    [InlineData("**gras** <b onmouseover=alert(1)>x</b>")]
    public void Nothing_runs_and_nothing_is_fetched(string markdown)
    {
        var html = MailMarkdown.ToHtml(markdown, "#0f5fc2");

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"data", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b ", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Elements_carry_their_own_style() =>
        Assert.Contains("<a href=\"https://x.example\"", MailMarkdown.ToHtml("# Titre\n\n- un\n- [deux](https://x.example)\n\n> cité", "#0f5fc2"), StringComparison.Ordinal);

    [Fact]
    public void As_text_paragraphs_lists_tables_and_links_can_still_be_read() => Assert.Equal(
        "Titre\n\nUn gras et code.\n\n- un\n- deux (https://x.example)\n\n1. a\n2. b\n\nhttps://y.example",
        MailMarkdown.ToText("# Titre\n\nUn **gras** et `code`.\n\n- un\n- [deux](https://x.example)\n\n1. a\n2. b\n\nhttps://y.example"));

    [Fact]
    public void A_table_as_text_keeps_its_cells_apart()
    {
        var text = MailMarkdown.ToText("| a | b |\n|---|---|\n| 1 | 2 |");

        Assert.DoesNotContain('<', text);
        Assert.Contains("1", text, StringComparison.Ordinal);
        Assert.Matches(@"1\s*\|\s*2", text);
    }
}
