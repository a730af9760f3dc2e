using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;

namespace OpsFlux.Kernel.Web;

/// <summary>A column of a list, in the order of the page.</summary>
/// <param name="Cell">Markup alone: a component or an event handler per row weighs on every circuit (see <see cref="Marks"/>).</param>
/// <param name="Sort">Name of the sort the header offers; null where the server has no index for it.</param>
/// <param name="IsExtra">Shown only to whoever chose it.</param>
/// <param name="Css">"num" for numbers, "ttl" for the title: the column the row's link is put on (else the first), "wide" for what a phone leaves out.</param>
public sealed record ListColumn<TRow>(string Key, string Title, RenderFragment<TRow> Cell, string? Sort = null, string? Css = null, bool IsExtra = false)
{
    /// <summary>The first click on its header sorts in rising order: what comes soonest is wanted first.</summary>
    public bool RisesFirst { get; init; }

    /// <summary>The column that leads to the record: it cannot be left out.</summary>
    public bool IsTitle => Css?.Split(' ').Contains("ttl") == true;
}

public static class ListColumns
{
    /// <summary>Those of the keys, in their order, the title among them; without keys all but the extra ones. A key that no longer exists is passed over.</summary>
    public static IReadOnlyList<ListColumn<TRow>> Chosen<TRow>(this IReadOnlyList<ListColumn<TRow>> all, IReadOnlyList<string>? keys)
    {
        if (keys is null) return [.. all.Where(c => !c.IsExtra)];
        var chosen = keys.Select(k => all.FirstOrDefault(c => c.Key == k)).OfType<ListColumn<TRow>>().ToList();
        return chosen.Any(c => c.IsTitle) ? chosen : [.. all.Where(c => c.IsTitle), .. chosen];
    }
}

/// <summary>A view of the list. The count is capped by <c>CappedCount</c>; null while it is not known, and where nothing is counted.</summary>
/// <param name="Query">What a saved view shows; null for one of the list's own, which its name says.</param>
public sealed record ListTab(string View, string Title, int? Count, ListQuery? Query = null);
