using Microsoft.AspNetCore.Components;

namespace OpsFlux.Kernel.Web;

/// <summary>A column of a list, in the order of the page.</summary>
/// <param name="Cell">Markup alone: a component or an event handler per row weighs on every circuit (see <see cref="Marks"/>).</param>
/// <param name="Sort">Name of the sort the header offers; null where the server has no index for it.</param>
/// <param name="Css">"num" for numbers, "ttl" for the title: the column the row's link is put on (else the first), "wide" for what a phone leaves out.</param>
public sealed record ListColumn<TRow>(string Key, string Title, RenderFragment<TRow> Cell, string? Sort = null, string? Css = null);

/// <summary>A saved view. The count is capped by <c>CappedCount</c>; null while it is not known.</summary>
public sealed record ListTab(string View, string Title, int? Count);

public enum ListFilterKind
{
    /// <summary>One or several of the options.</summary>
    Choice,
    /// <summary>A day, as yyyy-MM-dd in the address.</summary>
    Date,
}

public sealed record ListOption(string Value, string Label);

/// <summary>A filter, by its name in the address.</summary>
public sealed record ListFilter(string Name, string Label, IReadOnlyList<ListOption> Options, ListFilterKind Kind = ListFilterKind.Choice);
