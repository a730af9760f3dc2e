namespace OpsFlux.Kernel.Api.Input;

/// <summary>A parameter of an address: declared once, checked when it comes, and described in the document.</summary>
/// <param name="Description">In English, for the document.</param>
public sealed record ApiParameter(string Name, string Description)
{
    /// <summary>Values of which one, or several separated by commas, may be given. Null: any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Several values may be given, separated by commas.</summary>
    public bool IsMany { get; init; }

    /// <summary>As JSON Schema names it: uuid, date. Null: text.</summary>
    public string? Format { get; init; }
    public bool IsFlag { get; init; }

    /// <summary>For the document: the endpoint refuses a request without it.</summary>
    public bool IsRequired { get; init; }
    public (int Min, int Max, int Default)? Whole { get; init; }
    public int LongestText { get; init; } = 1000;

    public static ApiParameter OneOf<TEnum>(string name, string description) where TEnum : struct, Enum => new(name, description) { Values = Names<TEnum>() };

    public static ApiParameter AnyOf<TEnum>(string name, string description, params string[] more) where TEnum : struct, Enum =>
        new(name, description) { Values = [.. Names<TEnum>(), .. more], IsMany = true };

    public static ApiParameter Id(string name, string description) => new(name, description) { Format = "uuid" };

    public static ApiParameter Date(string name, string description) => new(name, description) { Format = "date" };

    private static string[] Names<TEnum>() where TEnum : struct, Enum => [.. Enum.GetNames<TEnum>().Select(ApiJson.Name)];
}

/// <summary>What a list takes besides limit, cursor, sort, q and total.</summary>
/// <param name="Sorts">Names by which it can be sorted; the first is the usual one.</param>
public sealed record ApiListOf(IReadOnlyList<string> Sorts, IReadOnlyList<ApiParameter> Filters)
{
    public const int MostRows = 200, UsualRows = 50, MostCounted = 10_000, LongestWords = 200;

    /// <summary>True: in its usual order the first name comes first, not the newest row.</summary>
    public bool IsAscending { get; init; }

    /// <summary>True: it is not read from its end.</summary>
    public bool IsOneWay { get; init; }

    /// <summary>False: it cannot be searched by words.</summary>
    public bool HasWords { get; init; } = true;

    public string UsualSort => Sorts.Count == 0 ? "" : IsAscending ? Sorts[0] : $"-{Sorts[0]}";

    /// <summary>False: its rows are too many to be counted.</summary>
    public bool IsCounted { get; init; } = true;

    public IEnumerable<ApiParameter> Parameters()
    {
        yield return new("limit", "How many rows at most.") { Whole = (1, MostRows, UsualRows) };
        yield return new("cursor", "Where to go on: `next` of the page before, in the same order.");
        if (Sorts.Count > 0) yield return new("sort", "Order, with `-` before it for descending.") { Values = [.. Sorts.SelectMany(s => IsOneWay ? [s] : new[] { $"-{s}", s })] };
        if (HasWords) yield return new("q", "Words to look for.") { LongestText = LongestWords };
        if (IsCounted) yield return new("total", "Whether to count the rows of all pages.") { IsFlag = true };
        foreach (var filter in Filters) yield return filter;
    }
}
