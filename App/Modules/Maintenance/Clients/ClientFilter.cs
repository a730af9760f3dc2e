using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients;

/// <summary>Which clients a list shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record ClientFilter
{
    private static readonly ListOrder<Client> ByName = ListOrder.ByText<Client>(c => c.Name);

    /// <summary>Null: all.</summary>
    public ClientStatus? Status { get; init; }
    public string? Search { get; init; }
    public bool Descending { get; init; }
    public Cursor? After { get; init; }
    public Cursor? Before { get; init; }

    public static Result<ClientFilter> Parse(ListQuery query)
    {
        var filter = new ClientFilter();
        foreach (var (name, value) in query.Values)
        {
            if (filter.With(name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict(ContractRefusals.UnknownFilter, name, value.Length > 60 ? value.CutTo(60) + "…" : value);
            filter = next;
        }

        return filter;
    }

    private ClientFilter? With(string name, string value) => name switch
    {
        "page" => this,
        "q" => value.Length <= 200 && !value.Contains('\0') ? this with { Search = value.Trim() } : null,
        "view" when value.Equals("All", StringComparison.OrdinalIgnoreCase) => this with { Status = null },
        "view" or "status" => Enum.GetNames<ClientStatus>().FirstOrDefault(n => n.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } status ? this with { Status = Enum.Parse<ClientStatus>(status) } : null,
        "sort" => value.TrimStart('-').Equals("name", StringComparison.OrdinalIgnoreCase) ? this with { Descending = value.StartsWith('-') } : null,
        "after" => Before is null && Cursor.Parse(value) is { } cursor ? this with { After = cursor } : null,
        "before" => After is null && Cursor.Parse(value) is { } cursor ? this with { Before = cursor } : null,
        _ => null,
    };

    /// <summary>Of clients that were narrowed by permission.</summary>
    public IQueryable<Client> Narrow(IQueryable<Client> clients)
    {
        if (Status is { } status) clients = clients.Where(c => c.Status == status);
        if (string.IsNullOrEmpty(Search)) return clients;
        var pattern = LikePattern.Containing(Search);
        return clients.Where(c => EF.Functions.ILike(c.Number, pattern) || EF.Functions.ILike(EF.Functions.Unaccent(c.Name), EF.Functions.Unaccent(pattern)) || EF.Functions.ILike(EF.Functions.Unaccent(c.City!), EF.Functions.Unaccent(pattern)));
    }

    /// <summary>By name: one page and one row more.</summary>
    public IQueryable<Client> Page(IQueryable<Client> clients, int size)
    {
        var descending = Descending != (Before is not null);
        var rest = (After ?? Before) is { } cursor ? ByName.Beyond(clients, cursor, descending)! : clients;   // any cursor holds a text
        return ByName.Sort(rest, descending).Take(size + 1);
    }
}
