using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using OpsFlux.Kernel.Records.Mentions;

namespace OpsFlux.Kernel.Web;

/// <summary>
/// Markdown as people write it in comments, as HTML that can do no harm: HTML in it is shown as text, links lead to the
/// web, a mail or a phone number and nowhere else, and pictures are not fetched, since that would tell their host who reads.
/// </summary>
internal static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseTaskLists().UseEmphasisExtras().UseAutoLinks().UseSoftlineBreakAsHardlineBreak().Use<MentionMarkdown>().Build();

    private static readonly HashSet<string> Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto, "tel"];

    public static string ToHtml(string text) => Render(Parse(text));

    /// <summary>Tamed already: for whoever dresses it before it is rendered, such as mails.</summary>
    public static MarkdownDocument Parse(string text)
    {
        var document = Markdig.Markdown.Parse(text, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList()) Tame(link);
        foreach (var link in document.Descendants<AutolinkInline>().ToList()) Tame(link);
        return document;
    }

    /// <summary>Of what <see cref="Parse"/> answered, and of nothing else.</summary>
    public static string Render(MarkdownDocument document) => document.ToHtml(Pipeline);

    /// <summary>Teaches a renderer what <see cref="Parse"/> may answer.</summary>
    public static void Setup(IMarkdownRenderer renderer) => Pipeline.Setup(renderer);

    /// <summary>The words alone, for excerpts, where signs of emphasis would only be in the way.</summary>
    public static string ToText(string text) => Markdig.Markdown.ToPlainText(text, Pipeline).Trim();

    private static void Tame(LinkInline link)
    {
        if (!link.IsImage && IsAllowed(link.GetDynamicUrl?.Invoke() ?? link.Url)) Mark(link);
        else link.ReplaceBy(new ContainerInline(), copyChildren: true);
    }

    private static void Tame(AutolinkInline link)
    {
        if (link.IsEmail || IsAllowed(link.Url)) Mark(link);
        else link.ReplaceBy(new LiteralInline(link.Url), copyChildren: false);
    }

    private static void Mark(MarkdownObject link)
    {
        link.GetAttributes().AddProperty("rel", "nofollow noopener noreferrer");
        link.GetAttributes().AddProperty("target", "_blank");
    }

    private static bool IsAllowed(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme);
}
