using System.Globalization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Data;

public enum TicketView
{
    Mine,
    Team,
    Unassigned,
    Requested,
    Watched,
    All,
}

public enum TicketSort
{
    Opened,
    Updated,
    Priority,
}

/// <summary>Which tickets a list, board or export shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record TicketFilter
{
    public TicketView View { get; init; } = TicketView.All;

    /// <summary>The groups that the view <see cref="TicketView.Team"/> means; null: looked up within the statement.</summary>
    public IReadOnlyList<Guid>? Team { get; init; }

    /// <summary>Null: open ones in the working views, all in exports. Empty never occurs.</summary>
    public IReadOnlyList<TicketState>? States { get; init; }
    public bool OnlyOpen { get; init; }
    public IReadOnlyList<Priority> Priorities { get; init; } = [];
    public Guid? CategoryId { get; init; }
    public Guid? StructureId { get; init; }
    public Guid? GroupId { get; init; }
    public Guid? AssigneeId { get; init; }

    /// <summary>A tag as it is compared (see <see cref="TagWords"/>), and the tag it was found to be; an unknown one finds nothing.</summary>
    public string? Tag { get; init; }
    public Guid? TagId { get; init; }

    /// <summary>Both ends included, in the reader's zone.</summary>
    public DateOnly? OpenedFrom { get; init; }
    public DateOnly? OpenedTo { get; init; }
    public string? Search { get; init; }
    public TicketSort Sort { get; init; } = TicketSort.Opened;
    public bool Descending { get; init; } = true;

    /// <summary>The order of the stored key: the highest priority has the lowest number.</summary>
    public bool IsKeyDescending => Sort == TicketSort.Priority ? !Descending : Descending;
    public Cursor? After { get; init; }

    public static Result<TicketFilter> Parse(ListQuery query)
    {
        var filter = new TicketFilter { OnlyOpen = true };
        foreach (var (name, value) in query.Values)
        {
            if (Apply(filter, name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict(TicketRefusals.UnknownFilter, name, value.Length > 60 ? value.CutTo(60) + "…" : value);
            filter = next;
        }

        return filter;
    }

    private static TicketFilter? Apply(TicketFilter filter, string name, string value) => name switch
    {
        "page" => filter,
        "q" => value.Length <= 200 && !value.Contains('\0') ? filter with { Search = value } : null,
        "view" => TryEnum<TicketView>(value) is { } view ? filter with { View = view } : null,
        "state" => ParseStates(filter, value),
        "priority" => All(value, TryEnum<Priority>) is { } priorities ? filter with { Priorities = priorities } : null,
        "category" => Guid.TryParse(value, out var id) ? filter with { CategoryId = id } : null,
        "structure" => Guid.TryParse(value, out var id) ? filter with { StructureId = id } : null,
        "group" => Guid.TryParse(value, out var id) ? filter with { GroupId = id } : null,
        "assignee" => Guid.TryParse(value, out var id) ? filter with { AssigneeId = id } : null,
        "tag" => TagWords.Key(value) is { Length: > 0 and <= TagWords.Longest } key ? filter with { Tag = key } : null,
        "from" => TryDate(value) is { } date ? filter with { OpenedFrom = date } : null,
        "to" => TryDate(value) is { } date ? filter with { OpenedTo = date } : null,
        "sort" => TryEnum<TicketSort>(value.StartsWith('-') ? value[1..] : value) is { } sort ? filter with { Sort = sort, Descending = value.StartsWith('-') } : null,
        "after" => Cursor.Parse(value) is { } cursor ? filter with { After = cursor } : null,
        _ => null,
    };

    private static TicketFilter? ParseStates(TicketFilter filter, string value) => value.ToLowerInvariant() switch
    {
        "open" => filter with { OnlyOpen = true, States = null },
        "any" => filter with { OnlyOpen = false, States = null },
        _ => All(value, TryEnum<TicketState>) is { } states ? filter with { OnlyOpen = false, States = states } : null,
    };

    private static List<T>? All<T>(string value, Func<string, T?> parse) where T : struct
    {
        var parsed = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(parse).ToList();
        return parsed.Count == 0 || parsed.Contains(null) ? null : [.. parsed.OfType<T>().Distinct()];
    }

    /// <summary>By the name of one value: Enum.TryParse would take any number, signed too, and join several names.</summary>
    private static T? TryEnum<T>(string value) where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name) : null;

    private static DateOnly? TryDate(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 9000 ? date : null;
}
