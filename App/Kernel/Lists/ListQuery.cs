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
    private const string ViewKey = "view", SearchKey = "q", SortKey = "sort", AfterKey = "after", PageKey = "page";
    private static readonly HashSet<string> Reserved = [ViewKey, SearchKey, SortKey, AfterKey, PageKey];

    private ListQuery(IReadOnlyDictionary<string, string> values) => Values = values;

    /// <summary>All of the address, the reserved names included.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    public string? View => Values.GetValueOrDefault(ViewKey);
    public string? Search => Values.GetValueOrDefault(SearchKey);

    /// <summary>Name of a sort, with '-' before it for descending.</summary>
    public string? Sort => Values.GetValueOrDefault(SortKey);
    public string? After => Values.GetValueOrDefault(AfterKey);

    /// <summary>For the eye only ("51–100"): the cursor decides what is read.</summary>
    public int Page => int.TryParse(Values.GetValueOrDefault(PageKey), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1;

    /// <summary>Filter name → comma-separated values, as typed.</summary>
    public IEnumerable<KeyValuePair<string, string>> Filters => Values.Where(v => !Reserved.Contains(v.Key));

    public static ListQuery Parse(string? queryString) =>
        new(QueryHelpers.ParseQuery(queryString).Where(p => !string.IsNullOrWhiteSpace(p.Value))
            .ToDictionary(p => p.Key, p => string.Join(',', p.Value.OfType<string>()), StringComparer.OrdinalIgnoreCase));

    public ListQuery With(string key, string? value)
    {
        var next = Values.Where(v => v.Key is not (AfterKey or PageKey)).ToDictionary(v => v.Key, v => v.Value, StringComparer.OrdinalIgnoreCase);
        if (string.IsNullOrWhiteSpace(value)) next.Remove(key);
        else next[key] = value;
        return new(next);
    }

    public ListQuery WithView(string view) => new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [ViewKey] = view });

    /// <summary>Names the view that is shown where the address names none. The cursor stands: it was made in that view.</summary>
    public ListQuery InView(string view) =>
        View is not null ? this : new(new Dictionary<string, string>(Values, StringComparer.OrdinalIgnoreCase) { [ViewKey] = view });

    public ListQuery NextPage(string after)
    {
        var next = new Dictionary<string, string>(Values, StringComparer.OrdinalIgnoreCase) { [AfterKey] = after, [PageKey] = (Page + 1).ToString(CultureInfo.InvariantCulture) };
        return new(next);
    }

    public ListQuery FirstPage() => With(AfterKey, null);

    /// <summary>With its question mark; empty for an empty query.</summary>
    public override string ToString()
    {
        var result = new StringBuilder();
        foreach (var (key, value) in Values.OrderBy(v => v.Key, StringComparer.Ordinal))
            result.Append(result.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(key)).Append('=').Append(Uri.EscapeDataString(value));
        return result.ToString();
    }
}
