using System.Globalization;
using OpsFlux.Kernel.Notifications.Templates;
using OpsFlux.Kernel.Web;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Templates;

/// <summary>Fields in templates, and values that would like to be more than words.</summary>
public sealed class PlaceholdersTests
{
    /// <summary>What people write, and what somebody who means harm writes.</summary>
    public static TheoryData<string> Corpus =>
    [
        "Presse 3 arrêtée", "*gras* _souligné_ **fort** ~~barré~~ ==marqué==", "# Titre", "> cité", "- liste", "1. liste", "+ x", "`code`", "```\nbloc\n```", "a | b", "[lien](https://mal.example)",
        "![image](https://mal.example/p.png)", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;b&gt; &amp; &#60;", "https://mal.example", "www.mal.example", "mail@mal.example",
        "mailto:x@mal.example", "<https://mal.example>", "@prenom.nom.entreprise", "{{title}} {{number}}", "\\*échappé\\*", "\\", "\\\\", "ligne\nligne", "a\r\n\r\n# b", "    indenté", "\tindenté", "---", "***", "===",
        "[x]: https://mal.example", "[ ] à faire", "x^2^ H~2~O \"cité\"", "“guillemets” — tiret… €", "🙂 👩‍🏭", "نص عربي", "a\u0001b\u0002c", "a\u2028b", "$1 $& \\1", "H\u200be\u202ello",
    ];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_value_is_words_and_nothing_else_wherever_it_stands(string value)
    {
        foreach (var template in new[] { "{{v}}", "Avant {{v}} après", "- {{v}}", "**{{v}}**", "> {{v}}", "\\{{v}}", "\\\\{{v}}", "# {{v}}", "a\n{{v}}\nb" })
        {
            var html = SafeMarkdown.ToHtml(Placeholders.Fill(template, _ => Placeholders.EscapeMarkdown(Placeholders.Clean(value))));
            var same = SafeMarkdown.ToHtml(Placeholders.Fill(template, _ => "MOT"));

            Assert.Equal(Shape(same), Shape(html));
            Assert.Contains(Plain(Placeholders.Clean(value)), Plain(System.Net.WebUtility.HtmlDecode(Tags(html))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_are_found_once_each_and_loose_braces_are_noticed()
    {
        Assert.Equal(["number", "title"], Placeholders.Names("{{number}} {{ title }} {{number}}"));
        Assert.False(Placeholders.HasLooseBraces("{{number}} {title}"));
        Assert.True(Placeholders.HasLooseBraces("{{number} x"));
        Assert.True(Placeholders.HasLooseBraces("{{a b}}"));
    }

    [Theory]
    [InlineData("`{{a}}` {{b}}")]
    [InlineData("``x {{a}}`` {{b}}")]
    [InlineData("    {{a}}\n\n{{b}}")]
    [InlineData("```\n{{a}}\n```\n{{b}}")]
    [InlineData("~~~ {{a}}\nx\n~~~\n{{b}}")]
    [InlineData("<https://exemple.fr/{{a}}> {{b}}")]
    [InlineData("https://exemple.fr/{{a}} {{b}}")]
    [InlineData("www.exemple.fr/{{a}} {{b}}")]
    [InlineData("> - `{{a}}`\n\n{{b}}")]
    public void A_place_in_code_or_a_bare_address_is_noticed(string body) => Assert.Equal(["a"], Placeholders.NamesInCode(body));

    [Theory]
    [InlineData(null)]
    [InlineData("`code` {{a}}")]
    [InlineData("[ouvrir](https://exemple.fr/tickets/{{a}})")]
    [InlineData("\\`{{a}}\\`")]
    [InlineData("**{{a}}**\n\n> {{b}}\n\n- {{a}}\n\n| {{a}} | {{b}} |\n|---|---|\n| x | y |")]
    public void Elsewhere_a_place_is_no_code(string? body) => Assert.Empty(Placeholders.NamesInCode(body));

    [Fact]
    public void Braces_in_a_value_are_not_filled_again() => Assert.Equal("{{b}} et 2", Placeholders.Fill("{{a}} et {{b}}", name => name == "a" ? "{{b}}" : "2"));

    [Fact]
    public void A_value_is_one_line_of_a_length_that_can_be_read()
    {
        Assert.Equal("a b c", Placeholders.Clean(" a\r\n\tb\u0000\u2028c "));
        Assert.Equal("ab", Placeholders.Clean("\u061C\u200Ea\u202E\u2066b\u200F"));
        Assert.Equal(TemplateLimits.ValueMax, Placeholders.Clean(new string('x', 2000)).Length);
        Assert.EndsWith("…", Placeholders.Clean(new string('x', 2000)), StringComparison.Ordinal);
    }

    /// <summary>The tags alone, in order.</summary>
    private static string Shape(string html) => string.Concat(System.Text.RegularExpressions.Regex.Matches(html, "<[^>]*>").Select(m => m.Value));

    private static string Tags(string html) => System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", "");

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.Format));
}
