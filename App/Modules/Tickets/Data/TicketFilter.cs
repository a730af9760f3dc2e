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
    DueSoon,
    Late,
}

public enum TicketSort
{
    Opened,
    Updated,
    Priority,
    Number,

    /// <summary>By what is due first of each; tickets of which nothing is due are left out.</summary>
    Due,
}

/// <summary>How a ticket stands with what is due of it.</summary>
public enum TicketDue
{
    /// <summary>See <c>DueDates</c>.</summary>
    Soon,
    Late,
}

/// <summary>Which tickets a list, board or export shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record TicketFilter
{
    private const int MostCategories = 50;

    public TicketView View { get; init; } = TicketView.All;

    /// <summary>The groups that the view <see cref="TicketView.Team"/> means; null: looked up within the statement.</summary>
    public IReadOnlyList<Guid>? Team { get; init; }

    /// <summary>Null: open ones in the working views, all in exports. Empty never occurs.</summary>
    public IReadOnlyList<TicketState>? States { get; init; }
    public bool OnlyOpen { get; init; }
    public IReadOnlyList<Priority> Priorities { get; init; } = [];
    public IReadOnlyList<Guid> CategoryIds { get; init; } = [];
    public TicketKind? Kind { get; init; }
    public Guid? SiteId { get; init; }

    /// <summary>The tickets themselves, for the export of a selection. Null: no such limit; never from an address.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }
    public Guid? StructureId { get; init; }
    public Guid? GroupId { get; init; }
    public PersonFilter? Assignee { get; init; }
    public PersonFilter? Requester { get; init; }

    /// <summary>A tag as it is compared (see <see cref="TagWords"/>), and the tag it was found to be; an unknown one finds nothing.</summary>
    public string? Tag { get; init; }
    public Guid? TagId { get; init; }

    /// <summary>Both ends included, in the reader's zone.</summary>
    public DateOnly? OpenedFrom { get; init; }
    public DateOnly? OpenedTo { get; init; }
    public DatePeriod? Opened { get; init; }
    public DatePeriod? Updated { get; init; }
    public TicketDue? Due { get; init; }
    public string? Search { get; init; }
    public TicketSort Sort { get; init; } = TicketSort.Opened;
    public bool Descending { get; init; } = true;

    /// <summary>The order of the stored key: the highest priority has the lowest number.</summary>
    public bool IsKeyDescending => Sort == TicketSort.Priority ? !Descending : Descending;

    /// <summary>Tickets enter and leave it although nothing happens to them, by days going by or by what is due.</summary>
    public bool MovesWithTime => Opened is not null || Updated is not null || Due is not null || View is TicketView.DueSoon or TicketView.Late || Sort is TicketSort.Due;
    public Cursor? After { get; init; }
    public Cursor? Before { get; init; }

    public static Result<TicketFilter> Parse(ListQuery query)
    {
        var filter = new TicketFilter { OnlyOpen = true };
        foreach (var (name, value) in query.Values)
        {
            if (Apply(filter, name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict(TicketRefusals.UnknownFilter, name, value.Length > 60 ? value.CutTo(60) + "…" : value);
            filter = next;
        }

        // What presses stands first in the views of what presses.
        return filter.View is TicketView.DueSoon or TicketView.Late && query.Sort is null ? filter with { Sort = TicketSort.Due, Descending = false } : filter;
    }

    private static TicketFilter? Apply(TicketFilter filter, string name, string value) => name switch
    {
        "page" or "saved" => filter,
        "q" => value.Length <= 200 && !value.Contains('\0') ? filter with { Search = value } : null,
        "view" => EnumNames.One<TicketView>(value) is { } view ? filter with { View = view } : null,
        "state" => ParseStates(filter, value),
        "priority" => All(value, EnumNames.One<Priority>) is { } priorities ? filter with { Priorities = priorities } : null,
        "category" => All<Guid>(value, v => Guid.TryParse(v, out var id) ? id : null) is { Count: <= MostCategories } ids ? filter with { CategoryIds = ids } : null,
        "kind" => EnumNames.One<TicketKind>(value) is { } kind ? filter with { Kind = kind } : null,
        "structure" => Guid.TryParse(value, out var id) ? filter with { StructureId = id } : null,
        "site" => Guid.TryParse(value, out var id) ? filter with { SiteId = id } : null,
        "group" => Guid.TryParse(value, out var id) ? filter with { GroupId = id } : null,
        "assignee" => PersonFilter.Parse(value) is { } person ? filter with { Assignee = person } : null,
        "requester" => PersonFilter.Parse(value) is { IsNobody: false } person ? filter with { Requester = person } : null,
        "tag" => TagWords.Key(value) is { Length: > 0 and <= TagWords.Longest } key ? filter with { Tag = key } : null,
        "from" => AddressDay.Parse(value) is { } date ? filter with { OpenedFrom = date } : null,
        "to" => AddressDay.Parse(value) is { } date ? filter with { OpenedTo = date } : null,
        "opened" => EnumNames.One<DatePeriod>(value) is { } period ? filter with { Opened = period } : null,
        "updated" => EnumNames.One<DatePeriod>(value) is { } period ? filter with { Updated = period } : null,
        "due" => EnumNames.One<TicketDue>(value) is { } due ? filter with { Due = due } : null,
        "sort" => EnumNames.One<TicketSort>(value.StartsWith('-') ? value[1..] : value) is { } sort ? filter with { Sort = sort, Descending = value.StartsWith('-') } : null,
        "after" => filter.Before is null && Cursor.Parse(value) is { } cursor ? filter with { After = cursor } : null,
        "before" => filter.After is null && Cursor.Parse(value) is { } cursor ? filter with { Before = cursor } : null,
        _ => null,
    };

    private static TicketFilter? ParseStates(TicketFilter filter, string value) => value.ToLowerInvariant() switch
    {
        "open" => filter with { OnlyOpen = true, States = null },
        "any" => filter with { OnlyOpen = false, States = null },
        _ => All(value, EnumNames.One<TicketState>) is { } states ? filter with { OnlyOpen = false, States = states } : null,
    };

    private static List<T>? All<T>(string value, Func<string, T?> parse) where T : struct
    {
        var parsed = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(parse).ToList();
        return parsed.Count == 0 || parsed.Contains(null) ? null : [.. parsed.OfType<T>().Distinct()];
    }
}

/// <summary>A person in a filter: by id, the reader himself (<c>me</c>), or nobody (<c>none</c>).</summary>
public sealed record PersonFilter(Guid? Id, bool IsMe)
{
    public bool IsNobody => !IsMe && Id is null;

    public static PersonFilter? Parse(string value) => value.ToLowerInvariant() switch
    {
        "me" => new(null, true),
        "none" => new(null, false),
        _ => Guid.TryParse(value, out var id) ? new(id, false) : null,
    };

    /// <summary>Null: nobody.</summary>
    public Guid? For(Guid reader) => IsMe ? reader : Id;
}
