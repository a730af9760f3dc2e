using AngleSharp.Html.Parser;
using OpsFlux.Kernel.Web;
using Xunit;

namespace OpsFlux.Tests.Kernel.Web;

public sealed class SafeMarkdownTests
{
    private static readonly HashSet<string> Allowed =
        ["p", "a", "em", "strong", "del", "code", "pre", "ul", "ol", "li", "blockquote", "br", "h1", "h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "input", "hr", "sub", "sup", "ins", "mark"];

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<a href=\"javascript:alert(1)\">a</a>")]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JaVaScRiPt:alert(1))")]
    [InlineData("[a](java\tscript:alert(1))")]
    [InlineData("[a](&#106;avascript:alert(1))")]
    [InlineData("[a](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[a](vbscript:x)")]
    [InlineData("[a](//evil.example/x)")]
    [InlineData("[a](/sign-out)")]
    [InlineData("[a](file:///etc/passwd)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![a](http://evil.example/pixel.png)")]
    [InlineData("![a][r]\n\n[r]: http://evil.example/pixel.png")]
    [InlineData("[a][r]\n\n[r]: javascript:alert(1)")]
    [InlineData("[![a](javascript:x)](javascript:y)")]
    [InlineData("[a](http://ok.example \"onmouseover=alert(1) x=\\\"\")")]
    [InlineData("[a](http://ok.example){onclick=alert(1)}")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("```\n</code></pre><script>alert(1)</script>\n```")]
    [InlineData("| <b onclick=x>a</b> | b |\n|---|---|\n| c | <iframe src=x> |")]
    public void What_somebody_wrote_can_do_no_harm(string text)
    {
        var document = new HtmlParser().ParseDocument(SafeMarkdown.ToHtml(text));

        foreach (var element in document.Body!.QuerySelectorAll("*"))      // a parsed document has a body
        {
            Assert.Contains(element.LocalName, Allowed);
            Assert.DoesNotContain(element.Attributes, a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name is "style" or "src");
            if (element.GetAttribute("href") is { } href) Assert.StartsWith("http://ok.example", href, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://opsflux.example/a?b=c")]
    [InlineData("http://opsflux.example/")]
    [InlineData("mailto:atelier@norvalys.example")]
    [InlineData("tel:+212522000000")]
    public void Links_that_lead_out_are_kept_and_give_nothing_away(string address)
    {
        var link = new HtmlParser().ParseDocument(SafeMarkdown.ToHtml($"[voir]({address})")).QuerySelector("a");

        Assert.Equal(address, link!.GetAttribute("href"));                 // the link is what is tested
        Assert.Equal("nofollow noopener noreferrer", link.GetAttribute("rel"));
    }

    [Fact]
    public void The_words_of_a_link_or_picture_that_is_dropped_stay()
    {
        Assert.Contains("fuite au vérin", SafeMarkdown.ToHtml("![fuite au vérin](http://evil.example/p.png)"), StringComparison.Ordinal);
        Assert.Contains("voir ici", SafeMarkdown.ToHtml("[voir *ici*](javascript:x)").Replace("<em>", "", StringComparison.Ordinal).Replace("</em>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_break_is_a_line_break_and_a_list_is_a_list()
    {
        Assert.Contains("<br", SafeMarkdown.ToHtml("un\ndeux"), StringComparison.Ordinal);
        Assert.Contains("<li>joint</li>", SafeMarkdown.ToHtml("- joint\n- huile"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_excerpt_is_the_words_without_the_signs() =>
        Assert.Equal("Machine consignée, voir @karim.daoudi.atlas & <b>", SafeMarkdown.ToText("**Machine consignée**, voir @karim.daoudi.atlas & <b>"));
}
