using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Access.Review;

/// <summary>Which lines of the access review are shown. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record ReviewFilter
{
    private const int MostText = 200;

    /// <summary>Part of a person's name or user name.</summary>
    public string? Search { get; init; }
    public Guid? PersonId { get; init; }
    public string? Role { get; init; }
    public Guid? StructureId { get; init; }
    public string? Permission { get; init; }

    /// <summary>Only what ends within thirty days.</summary>
    public bool EndsSoon { get; init; }
    public Cursor? After { get; init; }

    public static Result<ReviewFilter> Parse(ListQuery query)
    {
        var filter = new ReviewFilter();
        foreach (var (name, value) in query.Values)
        {
            if (Apply(filter, name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict("unknown-filter", name, value.CutTo(60));
            filter = next;
        }

        return filter;
    }

    private static ReviewFilter? Apply(ReviewFilter filter, string name, string value) => name switch
    {
        "page" => filter,
        "q" => IsText(value) ? filter with { Search = value.Trim() } : null,
        "person" => Guid.TryParse(value, out var id) ? filter with { PersonId = id } : null,
        "role" => IsText(value) ? filter with { Role = value } : null,
        "structure" => Guid.TryParse(value, out var id) ? filter with { StructureId = id } : null,
        "permission" => IsText(value) ? filter with { Permission = value } : null,
        "ends" => value == "soon" ? filter with { EndsSoon = true } : null,
        "after" => Cursor.Parse(value) is { } cursor && ReviewLine.PersonOf(cursor) is not null ? filter with { After = cursor } : null,
        _ => null,
    };

    private static bool IsText(string value) => value.Length <= MostText && !value.Contains('\0');
}
