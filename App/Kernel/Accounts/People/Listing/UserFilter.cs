using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.People.Listing;

/// <summary>By which key the list of people is sorted.</summary>
public enum UserSort
{
    Name,
    UserName,
    Created,
}

/// <summary>Which people the list shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record UserFilter
{
    /// <summary>Words that name, user name or address have to begin with, each; capitals and accents do not count.</summary>
    public string? Words { get; init; }

    /// <summary>Structures with all that lies below them; empty: any.</summary>
    public IReadOnlyList<Guid> Structures { get; init; } = [];
    public IReadOnlyList<PersonState> States { get; init; } = [];

    /// <summary>Roles held by himself or by a group in use, whatever their dates.</summary>
    public IReadOnlyList<Guid> Roles { get; init; } = [];
    public IReadOnlyList<Guid> Groups { get; init; } = [];
    public bool? HasSecondFactor { get; init; }
    public PersonSource? Source { get; init; }
    public UserSort Sort { get; init; }
    public bool IsDescending { get; init; }
    public Cursor? After { get; init; }
    public Cursor? Before { get; init; }

    public static Result<UserFilter> Parse(ListQuery query)
    {
        var filter = new UserFilter();
        foreach (var (name, value) in query.Values)
        {
            if (filter.With(name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict("unknown-filter", name, value.CutTo(60));
            filter = next;
        }

        return filter;
    }

    private UserFilter? With(string name, string value) => name switch
    {
        "page" or "saved" => this,
        "q" => value.Length <= 200 && !value.Any(char.IsControl) ? this with { Words = value } : null,
        "structure" => Ids(value) is { } ids ? this with { Structures = ids } : null,
        "role" => Ids(value) is { } ids ? this with { Roles = ids } : null,
        "group" => Ids(value) is { } ids ? this with { Groups = ids } : null,
        "state" => EnumNames.Parse<PersonState>(value) is { } states ? this with { States = states } : null,
        "source" => EnumNames.Parse<PersonSource>(value) is [var source] ? this with { Source = source } : null,
        "factor" => value switch { "yes" => this with { HasSecondFactor = true }, "no" => this with { HasSecondFactor = false }, _ => null },
        "sort" => SortedBy(value.TrimStart('-'), value.StartsWith('-')),
        "after" => Cursor.Parse(value) is { } cursor ? this with { After = cursor } : null,
        "before" => Cursor.Parse(value) is { } cursor ? this with { Before = cursor } : null,
        _ => null,
    };

    private UserFilter? SortedBy(string name, bool descending) => name.ToLowerInvariant() switch
    {
        "name" => this with { Sort = UserSort.Name, IsDescending = descending },
        "username" => this with { Sort = UserSort.UserName, IsDescending = descending },
        "created" => this with { Sort = UserSort.Created, IsDescending = descending },
        _ => null,
    };

    private static List<Guid>? Ids(string value)
    {
        var parts = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 0 && parts.All(p => Guid.TryParse(p, out _)) ? [.. parts.Select(Guid.Parse).Distinct()] : null;
    }
}
