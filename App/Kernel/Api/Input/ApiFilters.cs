using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>A list's address in the words of the page that shows the same list, and a filter's refusal in those of the API.</summary>
internal static class ApiFilters
{
    private static readonly Dictionary<string, string> Usual = new() { ["createdAt"] = "created" };

    /// <param name="filters">As the page names them; null: as the API does.</param>
    /// <param name="sorts">Orders that the page names otherwise than the API does, by the API's name; null: the creation alone.</param>
    public static ListQuery Of(ApiListRequest request, IReadOnlyDictionary<string, string>? filters = null, IReadOnlyDictionary<string, string>? sorts = null)
    {
        var query = ListQuery.Parse(null);
        foreach (var (name, value) in filters ?? request.Filters) query = query.With(name, value);
        var sort = (sorts ?? Usual).Aggregate(request.Sort, (asked, name) => asked.Replace(name.Key, name.Value, StringComparison.Ordinal));
        query = query.With("q", request.Words).With("sort", sort);
        return request.Cursor is { } cursor ? query.NextPage(cursor) : query;
    }

    /// <summary>Names of enums, which pages write as the code does.</summary>
    public static string Named(string values) => string.Join(',', values.Split(',').Select(v => v.Length == 0 ? v : char.ToUpperInvariant(v[0]) + v[1..]));

    /// <summary>In an address of the API a wrong filter is a wrong field.</summary>
    /// <param name="code">By which the list refuses a filter.</param>
    public static Refusal Refused(Refusal refusal, string code = "unknown-filter") => refusal.Code != code ? refusal
        : Refusal.Invalid(new FieldError(refusal.Arguments is [string name, ..] ? name is "after" ? "cursor" : name : "", "unknown-value"));
}
