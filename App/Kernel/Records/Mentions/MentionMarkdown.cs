using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace OpsFlux.Kernel.Records.Mentions;

/// <summary>Shows @prenom.nom.entreprise as a name wherever text is text: not in code, not in an address.</summary>
internal sealed class MentionMarkdown : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new Parser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is HtmlRenderer html) html.ObjectRenderers.Insert(0, new Renderer());
    }

    private sealed class Mention(string name) : LeafInline
    {
        public string Name => name;
    }

    private sealed class Parser : InlineParser
    {
        public Parser() => OpeningCharacters = ['@'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var match = Mentions.NameHere().Match(slice.Text, slice.Start);
            if (!match.Success || match.Index + match.Length > slice.End + 1) return false;
            processor.Inline = new Mention(match.Groups["name"].Value);
            slice.Start += match.Length;
            return true;
        }
    }

    private sealed class Renderer : HtmlObjectRenderer<Mention>
    {
        // Escaped all the same: what stands in a page is not to depend on another file's pattern.
        protected override void Write(HtmlRenderer renderer, Mention obj)
        {
            if (renderer.EnableHtmlForInline) renderer.Write("<span class=\"mention\">@").WriteEscape(obj.Name).Write("</span>");
            else renderer.Write('@').Write(obj.Name);   // text alone was asked for
        }
    }
}
