using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>A list's address in the words of the page that shows the same list, and a filter's refusal in those of the API.</summary>
internal static class ApiFilters
{
    /// <param name="filters">As the page names them; null: as the API does.</param>
    public static ListQuery Of(ApiListRequest request, IReadOnlyDictionary<string, string>? filters = null)
    {
        var query = ListQuery.Parse(null);
        foreach (var (name, value) in filters ?? request.Filters) query = query.With(name, value);
        query = query.With("q", request.Words).With("sort", request.Sort.Replace("createdAt", "created", StringComparison.Ordinal));
        return request.Cursor is { } cursor ? query.NextPage(cursor) : query;
    }

    /// <summary>Names of enums, which pages write as the code does.</summary>
    public static string Named(string values) => string.Join(',', values.Split(',').Select(v => v.Length == 0 ? v : char.ToUpperInvariant(v[0]) + v[1..]));

    /// <summary>In an address of the API a wrong filter is a wrong field.</summary>
    public static Refusal Refused(Refusal refusal) => refusal.Code != "unknown-filter" ? refusal
        : Refusal.Invalid(new FieldError(refusal.Arguments is [string name, ..] ? name is "after" ? "cursor" : name : "", "unknown-value"));
}
