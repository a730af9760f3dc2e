using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Web;

/// <summary>
/// The list of every module: views, filters, search, sorting and paging over a plain table. Its state is its address, so
/// nearly everything here is a link: it opens in another tab, goes back with the browser, and costs the server nothing
/// to hold. The page parses the address, reads, and hands in what to show.
/// </summary>
public sealed partial class ListView<TRow>(TextCatalog Texts, NavigationManager nav)
{
    private ListColumn<TRow>? linked;
    private string? search;
    private ListQuery? shown;

    [Parameter, EditorRequired] public IReadOnlyList<ListColumn<TRow>> Columns { get; set; } = [];
    [Parameter, EditorRequired] public ListQuery Query { get; set; } = ListQuery.Parse(null);

    /// <summary>Null until first read. While another page is read, the former one stays in view.</summary>
    [Parameter, EditorRequired] public ListPage<TRow>? Page { get; set; }

    /// <summary>Where the row leads: put on the title.</summary>
    [Parameter] public Func<TRow, string>? Href { get; set; }
    [Parameter, EditorRequired] public Func<TRow, object> Key { get; set; } = row => row!;
    [Parameter] public IReadOnlyList<ListTab> Tabs { get; set; } = [];
    [Parameter] public IReadOnlyList<ListFilter> Filters { get; set; } = [];

    /// <summary>The list's address without its query.</summary>
    [Parameter, EditorRequired] public string BasePath { get; set; } = "";

    /// <summary>The view shown where the address names none.</summary>
    [Parameter] public string? DefaultView { get; set; }
    [Parameter] public string? EmptyTitle { get; set; }

    /// <summary>Says what to do; replaced by a way out where filters leave nothing.</summary>
    [Parameter] public string? EmptyHint { get; set; }
    [Parameter] public RenderFragment? EmptyAction { get; set; }
    [Parameter] public RenderFragment? Toolbar { get; set; }
    [Parameter] public bool Loading { get; set; }

    /// <summary>Stands at the end of the tabs: what changes them.</summary>
    [Parameter] public RenderFragment? TabTools { get; set; }

    /// <summary>What a row's box is called and hands over (see <see cref="SelectedRow"/>); null where nothing is done to many.</summary>
    [Parameter] public Func<TRow, SelectedRow>? Pick { get; set; }

    /// <summary>The bar of what can be done to the selected rows.</summary>
    [Parameter] public RenderFragment? Selection { get; set; }

    /// <summary>The row's address followed by /preview answers a short look at it.</summary>
    [Parameter] public bool HasPreview { get; set; }

    private bool IsNarrowed => Query.Search is not null || Query.Filters.Any();

    private ListQuery Unfiltered => (Query.View ?? DefaultView) is { } view ? Query.WithView(view) : ListQuery.Parse(null);

    /// <summary>The address may still say a later page when the way back has led to the first.</summary>
    private int Number => Page?.Previous is null && Query.Before is not null ? 1 : Query.Page;

    private bool IsLater => Page?.Previous is not null || Query.Page > 1;

    private string Range
    {
        get
        {
            var first = ((Number - 1) * ListQuery.PageSize) + 1;
            var last = first + Page!.Rows.Count - 1;             // shown only where a page is
            return Tabs.FirstOrDefault(IsCurrent) is { Count: { } total } tab && (tab.Query?.ShowsSameAs(Query) ?? !IsNarrowed)
                ? Texts.Format("List.RangeOf", first, last, CappedCount.Show(Math.Max(total, last)))
                : Texts.Format("List.Range", first, last);
        }
    }

    protected override void OnParametersSet()
    {
        linked = Columns.FirstOrDefault(c => c.IsTitle) ?? (Columns.Count > 0 ? Columns[0] : null);
        if (ReferenceEquals(shown, Query)) return;
        (shown, search) = (Query, Query.Search);
    }

    /// <summary>Counted from the page that is shown, whatever the address says.</summary>
    private ListQuery NextPage(string next) => (Number == Query.Page ? Query : Query.FirstPage()).NextPage(next);

    private string Address(ListQuery query) => BasePath + query;

    private bool IsCurrent(ListTab tab) => string.Equals(tab.View, Query.Saved ?? Query.View ?? DefaultView, StringComparison.OrdinalIgnoreCase);

    private void SearchNow() => nav.NavigateTo(Address(Query.With("q", search?.Trim())));

    /// <summary>The first click sorts in falling order, newest and most urgent first, or as the column says; the second turns it round.</summary>
    private ListQuery Sorted(ListColumn<TRow> column)
    {
        var (falling, rising) = ($"-{column.Sort}", column.Sort);
        return Query.With("sort", column.RisesFirst ? IsSort(rising!) ? falling : rising : IsSort(falling) ? rising : falling);   // offered where there is a sort
    }

    private bool IsSort(string sort) => string.Equals(Query.Sort, sort, StringComparison.OrdinalIgnoreCase);

    private string? SortState(ListColumn<TRow> column) =>
        column.Sort is null ? null : IsSort(column.Sort) ? "ascending" : IsSort($"-{column.Sort}") ? "descending" : "none";

    private string SortSign(ListColumn<TRow> column) => SortState(column) switch { "ascending" => " ↑", "descending" => " ↓", _ => "" };
}
