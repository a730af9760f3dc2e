using System.Collections.Frozen;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace OpsFlux.Kernel.Web;

/// <summary>A drawn sign, always beside a word or on something that has a name: readers of the screen do not hear it.</summary>
public sealed class Icon : ComponentBase
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["inbox"] = "<path d=\"M3 12h5l2 3h4l2-3h5M5 5h14l2 7v7H3v-7z\"/>",
        ["wrench"] = "<path d=\"M14.5 6.5a4 4 0 0 0-5 5L3 18l3 3 6.500-6.500a4 4 0 0 0 5-5l-2.500 2.500-2.500-2.500z\"/>",
        ["pc"] = "<path d=\"M3 4h18v12H3zM8 20h8M12 16v4\"/>",
        ["people"] = "<path d=\"M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2 20c.5-4 3-6 7-6s6.500 2 7 6M16 4.500a3.500 3.500 0 0 1 0 6M18 14.500c2.500.700 3.700 2.500 4 5.500\"/>",
        ["shield"] = "<path d=\"M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6z\"/>",
        ["cal"] = "<path d=\"M4 5h16v15H4zM4 10h16M8 3v4M16 3v4\"/>",
        ["book"] = "<path d=\"M4 4h7a2 2 0 0 1 2 2v14a2 2 0 0 0-2-2H4zM20 4h-5a2 2 0 0 0-2 2\"/>",
        ["chart"] = "<path d=\"M4 20V4M4 20h16M8 16v-5M12 16V8M16 16v-3\"/>",
        ["gear"] = "<circle cx=\"12\" cy=\"12\" r=\"3\"/><path d=\"M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2\"/>",
        ["find"] = "<circle cx=\"11\" cy=\"11\" r=\"6.500\"/><path d=\"M16 16l5 5\"/>",
        ["bell"] = "<path d=\"M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4\"/>",
        ["plus"] = "<path d=\"M12 5v14M5 12h14\"/>",
        ["back"] = "<path d=\"M15 5l-7 7 7 7\"/>",
        ["clip"] = "<path d=\"M8 12l6-6a3 3 0 0 1 4.500 4.500L10 19a5 5 0 0 1-7-7l8-8\"/>",
        ["list"] = "<path d=\"M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01\"/>",
        ["board"] = "<path d=\"M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v12h-4z\"/>",
        ["download"] = "<path d=\"M12 4v11M7 11l5 5 5-5M4 20h16\"/>",
        ["check"] = "<path d=\"M5 12.500l4.500 4.500L19 7.500\"/>",
        ["close"] = "<path d=\"M6 6l12 12M18 6L6 18\"/>",
        ["menu"] = "<path d=\"M4 6h16M4 12h16M4 18h16\"/>",
        ["user"] = "<circle cx=\"12\" cy=\"8\" r=\"4\"/><path d=\"M4 21c.5-4.500 3.500-7 8-7s7.500 2.500 8 7\"/>",
        ["moon"] = "<path d=\"M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z\"/>",
        ["sun"] = "<circle cx=\"12\" cy=\"12\" r=\"4\"/><path d=\"M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500L19 19M19 5l-1.500 1.500M6.500 17.500L5 19\"/>",
        ["pause"] = "<path d=\"M8 5v14M16 5v14\"/>",
        ["play"] = "<path d=\"M8 5l11 7-11 7z\"/>",
        ["chevron"] = "<path d=\"M6 9l6 6 6-6\"/>",
        ["up"] = "<path d=\"M6 15l6-6 6 6\"/>",
        ["tree"] = "<path d=\"M5 4v14h6M5 9h6M11 6h8v6h-8zM11 15h8v6h-8z\"/>",
        ["grid"] = "<path d=\"M4 4h16v16H4zM4 9.300h16M4 14.700h16M9.300 4v16M14.700 4v16\"/>",
        ["forward"] = "<path d=\"M9 5l7 7-7 7\"/>",
        ["alert"] = "<path d=\"M12 4l9 16H3zM12 10v4M12 17h.01\"/>",
        ["info"] = "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 11v5M12 8h.01\"/>",
        ["clock"] = "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7v5l3 2\"/>",
        ["eye"] = "<path d=\"M2.500 12c2-4 5.500-6.500 9.500-6.500s7.500 2.500 9.500 6.500c-2 4-5.500 6.500-9.500 6.500S4.500 16 2.500 12z\"/><circle cx=\"12\" cy=\"12\" r=\"2.500\"/>",
        ["edit"] = "<path d=\"M4 20h4L20 8l-4-4L4 16zM14 6l4 4\"/>",
        ["star"] = "<path d=\"M12 4l2.500 5.200 5.700.800-4.100 4 1 5.600-5.100-2.700-5.100 2.700 1-5.600-4.100-4 5.700-.800z\"/>",
        ["exit"] = "<path d=\"M14 4H5v16h9M10 12h11M17 8l4 4-4 4\"/>",
        ["filter"] = "<path d=\"M4 6h16M7 12h10M10 18h4\"/>",
        ["file"] = "<path d=\"M6 3h8l4 4v14H6zM14 3v4h4\"/>",
        ["image"] = "<path d=\"M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 4\"/><circle cx=\"15.500\" cy=\"9.500\" r=\"1.500\"/>",
        ["key"] = "<circle cx=\"8\" cy=\"15\" r=\"4.500\"/><path d=\"M11.500 11.500L20 3M16 7l3 3\"/>",
        ["camera"] = "<path d=\"M4 8h4l1.500-2.500h5L16 8h4v11H4z\"/><circle cx=\"12\" cy=\"13\" r=\"3.500\"/>",
        ["at"] = "<circle cx=\"12\" cy=\"12\" r=\"4\"/><path d=\"M16 8v5a2.500 2.500 0 0 0 5 0v-1a9 9 0 1 0-4 7.500\"/>",
        ["lock"] = "<path d=\"M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3\"/>",
        ["comment"] = "<path d=\"M4 5h16v12h-9l-4 4v-4H4z\"/>",
    }.ToDictionary(p => p.Key, p => $"<svg class=\"ico\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{p.Value}</svg>").ToFrozenDictionary();

    /// <summary>An unknown name draws a plain dot rather than fail a page over an ornament.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>The drawing as markup, for rows of lists, where a component each would weigh on every circuit.</summary>
    public static MarkupString Of(string name) => new(Paths.GetValueOrDefault(name) ?? "<svg class=\"ico\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" r=\"3\"/></svg>");

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Of(Name));
}
