using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts;

/// <summary>Views of the list of contracts.</summary>
public enum ContractView
{
    Active,

    /// <summary>Active ones whose last day is within sixty days.</summary>
    Ending,
    Draft,
    Over,
    All,
}

public enum ContractSort
{
    End,
    Number,
}

/// <summary>Which contracts a list shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record ContractFilter
{
    private const int EndingDays = 60;

    private static readonly ListOrder<Contract> ByEnd = ListOrder.By<Contract, DateOnly>(c => c.EndsOn, c => DateOnly.TryParseExact(c.Key, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);
    private static readonly ListOrder<Contract> ByNumber = ListOrder.ByText<Contract>(c => c.Number);

    public ContractView View { get; init; } = ContractView.Active;
    public Guid? StructureId { get; init; }
    public ContractType? Type { get; init; }
    public string? Search { get; init; }
    public ContractSort Sort { get; init; } = ContractSort.End;
    public bool Descending { get; init; }
    public Cursor? After { get; init; }
    public Cursor? Before { get; init; }

    public static Result<ContractFilter> Parse(ListQuery query)
    {
        var filter = new ContractFilter();
        foreach (var (name, value) in query.Values)
        {
            if (filter.With(name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict(ContractRefusals.UnknownFilter, name, value.Length > 60 ? value.CutTo(60) + "…" : value);
            filter = next;
        }

        return filter;
    }

    private ContractFilter? With(string name, string value) => name switch
    {
        "page" => this,
        "q" => value.Length <= 200 && !value.Contains('\0') ? this with { Search = value.Trim() } : null,
        "view" => Named<ContractView>(value) is { } view ? this with { View = view } : null,
        "client" => Guid.TryParse(value, out var id) ? this with { StructureId = id } : null,
        "type" => Named<ContractType>(value) is { } type ? this with { Type = type } : null,
        "sort" => Named<ContractSort>(value.TrimStart('-')) is { } sort ? this with { Sort = sort, Descending = value.StartsWith('-') } : null,
        "after" => Before is null && Cursor.Parse(value) is { } cursor ? this with { After = cursor } : null,
        "before" => After is null && Cursor.Parse(value) is { } cursor ? this with { Before = cursor } : null,
        _ => null,
    };

    /// <summary>Of contracts that were narrowed by permission.</summary>
    public IQueryable<Contract> Narrow(AppDbContext db, IQueryable<Contract> contracts, DateOnly today)
    {
        contracts = View switch
        {
            ContractView.Active => contracts.Where(c => c.State == ContractState.Active),
            ContractView.Ending => contracts.Where(c => c.State == ContractState.Active && c.EndsOn <= today.AddDays(EndingDays)),
            ContractView.Draft => contracts.Where(c => c.State == ContractState.Draft),
            ContractView.Over => contracts.Where(c => c.State == ContractState.Expired || c.State == ContractState.Terminated),
            _ => contracts,
        };
        if (StructureId is { } structure) contracts = contracts.Where(c => c.StructureId == structure);
        if (Type is { } type) contracts = contracts.Where(c => c.Type == type);
        if (string.IsNullOrEmpty(Search)) return contracts;
        var pattern = LikePattern.Containing(Search);
        return contracts.Where(c => EF.Functions.ILike(c.Number, pattern) || EF.Functions.ILike(c.Reference, pattern) || EF.Functions.ILike(EF.Functions.Unaccent(c.Name), EF.Functions.Unaccent(pattern))
            || db.Set<Structure>().Any(s => s.Id == c.StructureId && EF.Functions.ILike(EF.Functions.Unaccent(s.Name), EF.Functions.Unaccent(pattern))));
    }

    /// <summary>One page and one row more. Null: the cursor is of another order.</summary>
    public IQueryable<Contract>? Page(IQueryable<Contract> contracts, int size)
    {
        var order = Sort is ContractSort.Number ? ByNumber : ByEnd;
        var descending = Descending != (Before is not null);
        var rest = (After ?? Before) is { } cursor ? order.Beyond(contracts, cursor, descending) : contracts;
        return rest is null ? null : order.Sort(rest, descending).Take(size + 1);
    }

    public Cursor CursorAt(Contract contract) =>
        Sort is ContractSort.Number ? Cursor.At(contract.Number, contract.Id) : Cursor.At(contract.EndsOn.ToString("O", CultureInfo.InvariantCulture), contract.Id);

    private static T? Named<T>(string value) where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name) : null;
}
