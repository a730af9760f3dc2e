using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Data;

public enum InterventionView
{
    Mine,
    Unassigned,
    All,

    /// <summary>Those that are read-only by now, which no other view shows unless asked.</summary>
    Archived,
}

public enum InterventionSort
{
    Opened,
    Planned,
    Priority,
    Number,
}

/// <summary>Which interventions a list shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record InterventionFilter
{
    public InterventionView View { get; init; } = InterventionView.All;

    /// <summary>Null: open ones where <see cref="OnlyOpen"/>, else all. Empty never occurs.</summary>
    public IReadOnlyList<InterventionState>? States { get; init; }
    public bool OnlyOpen { get; init; }
    public IReadOnlyList<InterventionPriority> Priorities { get; init; } = [];
    public InterventionType? Type { get; init; }
    public Guid? EquipmentId { get; init; }
    public Guid? StructureId { get; init; }
    public Guid? LeadId { get; init; }

    /// <summary>Archived ones are among the others.</summary>
    public bool WithArchived { get; init; }
    public string? Search { get; init; }
    public InterventionSort Sort { get; init; } = InterventionSort.Opened;
    public bool Descending { get; init; } = true;
    public Cursor? After { get; init; }
    public Cursor? Before { get; init; }

    /// <summary>The order of the stored key: the highest priority has the lowest number.</summary>
    public bool IsKeyDescending => Sort == InterventionSort.Priority ? !Descending : Descending;

    public static Result<InterventionFilter> Parse(ListQuery query)
    {
        var filter = new InterventionFilter { OnlyOpen = true };
        foreach (var (name, value) in query.Values)
        {
            if (Apply(filter, name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict(MaintenanceRefusals.UnknownFilter, name, value.Length > 60 ? value[..60] + "…" : value);
            filter = next;
        }

        return filter;
    }

    private static InterventionFilter? Apply(InterventionFilter filter, string name, string value) => name switch
    {
        "page" or "saved" => filter,
        "q" => value.Length <= 200 && !value.Any(char.IsControl) ? filter with { Search = value } : null,
        "view" => EnumNames.One<InterventionView>(value) is { } view ? filter with { View = view } : null,
        "archived" => value.ToLowerInvariant() switch { "any" => filter with { WithArchived = true }, "none" => filter with { WithArchived = false }, _ => null },
        "state" => ParseStates(filter, value),
        "priority" => EnumNames.Parse<InterventionPriority>(value) is { } priorities ? filter with { Priorities = priorities } : null,
        "type" => EnumNames.One<InterventionType>(value) is { } type ? filter with { Type = type } : null,
        "equipment" => Guid.TryParse(value, out var id) ? filter with { EquipmentId = id } : null,
        "structure" => Guid.TryParse(value, out var id) ? filter with { StructureId = id } : null,
        "lead" => Guid.TryParse(value, out var id) ? filter with { LeadId = id } : null,
        "sort" => EnumNames.One<InterventionSort>(value.StartsWith('-') ? value[1..] : value) is { } sort ? filter with { Sort = sort, Descending = value.StartsWith('-') } : null,
        "after" => filter.Before is null && Cursor.Parse(value) is { } cursor ? filter with { After = cursor } : null,
        "before" => filter.After is null && Cursor.Parse(value) is { } cursor ? filter with { Before = cursor } : null,
        _ => null,
    };

    private static InterventionFilter? ParseStates(InterventionFilter filter, string value) => value.ToLowerInvariant() switch
    {
        "open" => filter with { OnlyOpen = true, States = null },
        "any" => filter with { OnlyOpen = false, States = null },
        _ => EnumNames.Parse<InterventionState>(value) is { } states ? filter with { OnlyOpen = false, States = states } : null,
    };
}
