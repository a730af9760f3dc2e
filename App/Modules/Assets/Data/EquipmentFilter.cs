using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Data;

/// <summary>The tabs of the list.</summary>
public enum EquipmentView
{
    All,

    /// <summary>Does not work now, whatever the cause.</summary>
    Down,

    /// <summary>Preventive maintenance is due within thirty days, or late.</summary>
    Due,

    /// <summary>The warranty ends within sixty days.</summary>
    Warranty,
}

/// <summary>What the list can be sorted by.</summary>
public enum EquipmentSort
{
    Name,
    Number,

    /// <summary>By the next maintenance; equipment of which none is due is left out.</summary>
    Next,

    /// <summary>By the end of the warranty; equipment without one is left out.</summary>
    Warranty,
}

/// <summary>Which equipment a list or export shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record EquipmentFilter
{
    private const int MostTypes = 50;

    public EquipmentView View { get; init; } = EquipmentView.All;
    public IReadOnlyList<Guid> TypeIds { get; init; } = [];
    public Guid? StructureId { get; init; }
    public Guid? SiteId { get; init; }
    public IReadOnlyList<OperatingState> States { get; init; } = [];

    /// <summary>Null: all but what is retired.</summary>
    public IReadOnlyList<LifeCycle>? LifeCycles { get; init; }
    public bool WithRetired { get; init; }
    public string? Search { get; init; }

    /// <summary>A tag as it is compared (see <see cref="TagWords"/>); an unknown one finds nothing.</summary>
    public string? Tag { get; init; }
    public EquipmentSort Sort { get; init; } = EquipmentSort.Name;
    public bool Descending { get; init; }
    public Cursor? After { get; init; }
    public Cursor? Before { get; init; }

    /// <summary>Equipment enters and leaves it by days going by.</summary>
    public bool MovesWithTime => View is EquipmentView.Due or EquipmentView.Warranty;

    public static Result<EquipmentFilter> Parse(ListQuery query)
    {
        var filter = new EquipmentFilter();
        foreach (var (name, value) in query.Values)
        {
            if (Apply(filter, name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict(AssetRefusals.UnknownFilter, name, value.Length > 60 ? value.CutTo(60) + "…" : value);
            filter = next;
        }

        return query.Sort is not null ? filter : filter.View switch
        {
            EquipmentView.Due => filter with { Sort = EquipmentSort.Next },
            EquipmentView.Warranty => filter with { Sort = EquipmentSort.Warranty },
            _ => filter,
        };
    }

    private static EquipmentFilter? Apply(EquipmentFilter filter, string name, string value) => name switch
    {
        "page" or "saved" => filter,
        "q" => value.Length <= 200 && !value.Any(char.IsControl) ? filter with { Search = value.Trim() } : null,
        "view" => EnumNames.One<EquipmentView>(value) is { } view ? filter with { View = view } : null,
        "type" => All<Guid>(value, v => Guid.TryParse(v, out var id) ? id : null) is { Count: <= MostTypes } ids ? filter with { TypeIds = ids } : null,
        "structure" => Guid.TryParse(value, out var id) ? filter with { StructureId = id } : null,
        "site" => Guid.TryParse(value, out var id) ? filter with { SiteId = id } : null,
        "state" => All(value, EnumNames.One<OperatingState>) is { } states ? filter with { States = states } : null,
        "lifecycle" when value.Equals("any", StringComparison.OrdinalIgnoreCase) => filter with { LifeCycles = null, WithRetired = true },
        "lifecycle" => All(value, EnumNames.One<LifeCycle>) is { } cycles ? filter with { LifeCycles = cycles } : null,
        "tag" => TagWords.Key(value) is { Length: > 0 and <= TagWords.Longest } key ? filter with { Tag = key } : null,
        "sort" => EnumNames.One<EquipmentSort>(value.TrimStart('-')) is { } sort ? filter with { Sort = sort, Descending = value.StartsWith('-') } : null,
        "after" => filter.Before is null && Cursor.Parse(value) is { } cursor ? filter with { After = cursor } : null,
        "before" => filter.After is null && Cursor.Parse(value) is { } cursor ? filter with { Before = cursor } : null,
        _ => null,
    };

    private static List<T>? All<T>(string value, Func<string, T?> parse) where T : struct
    {
        var parsed = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(parse).ToList();
        return parsed.Count == 0 || parsed.Contains(null) ? null : [.. parsed.OfType<T>().Distinct()];
    }
}
