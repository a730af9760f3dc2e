using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Mail.Composing;

/// <summary>
/// Markdown of the organisation's templates in a mail: what <see cref="SafeMarkdown"/> lets through, with the styles written
/// on each element, since mail programs know no style sheet; and the same as text, with the addresses of its links.
/// </summary>
internal static class MailMarkdown
{
    private const string Wraps = "overflow-wrap:anywhere;word-break:break-word";

    /// <param name="accent">Of links and quotations, "#rrggbb".</param>
    public static string ToHtml(string text, string accent)
    {
        var document = SafeMarkdown.Parse(text);
        foreach (var heading in document.Descendants<HeadingBlock>()) heading.Level = Math.Clamp(heading.Level + 1, 2, 4);    // the mail's own headline is the first
        foreach (var item in document.Descendants()) Dress(item, accent);
        return SafeMarkdown.Render(document);
    }

    /// <summary>Without signs of emphasis; paragraphs apart, lists as lists, links with where they lead.</summary>
    public static string ToText(string text)
    {
        var document = SafeMarkdown.Parse(text);
        foreach (var link in document.Descendants<LinkInline>().ToList()) Spell(link);
        foreach (var list in document.Descendants<ListBlock>()) Mark(list);
        foreach (var row in document.Descendants<TableRow>()) Part(row);
        return string.Join("\n\n", document.ToList().Select(Plain).Where(t => t.Length > 0));
    }

    private static void Dress(MarkdownObject item, string accent)
    {
        var (style, look) = item switch
        {
            ParagraphBlock => ("margin:0 0 12px", ""),
            HeadingBlock => ("margin:18px 0 8px;font-size:16px;font-weight:650;line-height:1.35", ""),
            ListBlock => ("margin:0 0 12px;padding-left:22px", ""),
            QuoteBlock => ($"margin:0 0 12px;border-left:3px solid {accent};padding:2px 0 2px 14px", "mark"),
            CodeBlock => ("font-family:ui-monospace,Consolas,monospace;font-size:13px;white-space:pre-wrap", ""),
            CodeInline => ("font-family:ui-monospace,Consolas,monospace;font-size:14px", ""),
            ThematicBreakBlock => ("border:0;border-top:1px solid #c9d0da;margin:16px 0", "line"),
            Table => ("border-collapse:collapse;margin:0 0 12px;font-size:14px", ""),
            TableCell => ("border:1px solid #c9d0da;padding:5px 10px;text-align:left;vertical-align:top", "line"),
            LinkInline or AutolinkInline => ($"color:{accent}", "link"),
            _ => ("", ""),
        };
        if (style.Length == 0) return;
        item.GetAttributes().AddProperty("style", $"{style};{Wraps}");
        if (look.Length > 0) item.GetAttributes().AddClass(look);
    }

    /// <summary>"words (address)", unless the words are the address.</summary>
    private static void Spell(LinkInline link)
    {
        var address = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        var words = string.Concat(link.Descendants<LiteralInline>().Select(l => l.Content.ToString()));
        if (link.IsAutoLink || words.Length == 0 || address.Contains(words, StringComparison.OrdinalIgnoreCase)) return;
        link.InsertAfter(new LiteralInline($" ({address})"));
    }

    private static void Mark(ListBlock list)
    {
        foreach (var (place, item) in list.OfType<ListItemBlock>().Index())
            if (item.FirstOrDefault() is ParagraphBlock { Inline: { } words })
                Lead(words, list.IsOrdered ? $"{(item.Order > 0 ? item.Order : place + 1)}. " : "- ");
    }

    private static void Part(TableRow row)
    {
        foreach (var cell in row.OfType<TableCell>().Skip(1))
            if (cell.FirstOrDefault() is ParagraphBlock { Inline: { } words })
                Lead(words, " | ");
    }

    private static void Lead(ContainerInline words, string sign)
    {
        if (words.FirstChild is { } first) first.InsertBefore(new LiteralInline(sign));
        else words.AppendChild(new LiteralInline(sign));
    }

    private static string Plain(Block block)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer) { EnableHtmlForBlock = false, EnableHtmlForInline = false, EnableHtmlEscape = false };
        SafeMarkdown.Setup(renderer);
        renderer.Write(block);
        writer.Flush();
        return writer.ToString().Trim();
    }
}
