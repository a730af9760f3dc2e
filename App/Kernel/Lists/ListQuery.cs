using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsFlux.Kernel.Lists;

/// <summary>
/// What a list shows, as its address says it: ?view=mine&amp;state=New,Assigned&amp;q=…&amp;sort=-opened&amp;after=…
/// Immutable; every change drops the cursor, since it belongs to the order it was made in.
/// </summary>
public sealed class ListQuery
{
    public const int PageSize = 50;
    private const string ViewKey = "view", SearchKey = "q", SortKey = "sort", AfterKey = "after", BeforeKey = "before", PageKey = "page", SavedKey = "saved";
    private static readonly HashSet<string> Reserved = [ViewKey, SearchKey, SortKey, AfterKey, BeforeKey, PageKey, SavedKey];

    private ListQuery(IReadOnlyDictionary<string, string> values) => Values = values;

    /// <summary>All of the address, the reserved names included.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    public string? View => Values.GetValueOrDefault(ViewKey);
    public string? Search => Values.GetValueOrDefault(SearchKey);

    /// <summary>Name of a sort, with '-' before it for descending.</summary>
    public string? Sort => Values.GetValueOrDefault(SortKey);
    public string? After => Values.GetValueOrDefault(AfterKey);

    /// <summary>The page that ends before this row: the way back, which a browser's history may not have.</summary>
    public string? Before => Values.GetValueOrDefault(BeforeKey);

    /// <summary>Id of the saved view that this address came from; what it shows stands in the address itself.</summary>
    public string? Saved => Values.GetValueOrDefault(SavedKey);

    /// <summary>For the eye only ("51–100"): the cursor decides what is read.</summary>
    public int Page => int.TryParse(Values.GetValueOrDefault(PageKey), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1;

    /// <summary>Filter name → comma-separated values, as typed.</summary>
    public IEnumerable<KeyValuePair<string, string>> Filters => Values.Where(v => !Reserved.Contains(v.Key));

    public static ListQuery Parse(string? queryString) =>
        new(QueryHelpers.ParseQuery(queryString).Where(p => !string.IsNullOrWhiteSpace(p.Value))
            .ToDictionary(p => p.Key, p => string.Join(',', p.Value.OfType<string>()), StringComparer.OrdinalIgnoreCase));

    public ListQuery With(string key, string? value)
    {
        var next = Copy(without: [AfterKey, BeforeKey, PageKey]);
        if (string.IsNullOrWhiteSpace(value)) next.Remove(key);
        else next[key] = value;
        return new(next);
    }

    public ListQuery WithView(string view) => new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [ViewKey] = view });

    /// <summary>Names the view that is shown where the address names none. The cursor stands: it was made in that view.</summary>
    public ListQuery InView(string view) =>
        View is not null ? this : new(new Dictionary<string, string>(Values, StringComparer.OrdinalIgnoreCase) { [ViewKey] = view });

    public ListQuery NextPage(string after) => At(AfterKey, after, Page + 1);

    public ListQuery PreviousPage(string before) => At(BeforeKey, before, Page - 1);

    public ListQuery FirstPage() => With(AfterKey, null);

    /// <summary>Filters, search and order without where one is in them: what is kept of an address that is saved.</summary>
    public ListQuery Kept() => new(Copy(without: [AfterKey, BeforeKey, PageKey, SavedKey]));

    /// <summary>Without filters and search, in the same view and order.</summary>
    public ListQuery Unfiltered() => new(Copy(without: [.. Filters.Select(f => f.Key), SearchKey, AfterKey, BeforeKey, PageKey]));

    /// <summary>Both show the same rows in the same order.</summary>
    public bool ShowsSameAs(ListQuery other) =>
        string.Equals(Kept().ToString(), other.Kept().ToString(), StringComparison.OrdinalIgnoreCase);

    /// <summary>With its question mark; empty for an empty query.</summary>
    public override string ToString()
    {
        var result = new StringBuilder();
        foreach (var (key, value) in Values.OrderBy(v => v.Key, StringComparer.Ordinal))
            result.Append(result.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(key)).Append('=').Append(Uri.EscapeDataString(value));
        return result.ToString();
    }

    private ListQuery At(string key, string cursor, int page)
    {
        var next = Copy(without: [AfterKey, BeforeKey, PageKey]);
        next[key] = cursor;
        if (page > 1) next[PageKey] = page.ToString(CultureInfo.InvariantCulture);
        return new(next);
    }

    private Dictionary<string, string> Copy(string[] without) =>
        Values.Where(v => !without.Contains(v.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(v => v.Key, v => v.Value, StringComparer.OrdinalIgnoreCase);
}
