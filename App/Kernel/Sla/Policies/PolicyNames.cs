using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Clocks;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>Names of what agreements mention by id: one statement a facet and a kind of receiver, however many agreements.</summary>
internal static class PolicyNames
{
    /// <summary>By id; what is gone is absent.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(AppDbContext db, IEnumerable<(ClockedKind Kind, PolicyDefinition Definition)> policies, CancellationToken ct)
    {
        var names = new Dictionary<string, string>();
        var all = policies.ToList();
        foreach (var facet in all.SelectMany(p => p.Kind.Facets).Where(f => f.Choices is not null).DistinctBy(f => f.Code))
            await AddAsync(names, facet.Choices!(db), all.SelectMany(p => p.Definition.Conditions).Where(c => c.Facet == facet.Code).SelectMany(c => c.Values), ct);   // not null: filtered
        foreach (var receiver in PolicyCheck.Takers)
            await AddAsync(names, StepReceivers.Of(db, receiver), all.SelectMany(p => p.Definition.Steps).Where(s => s.Receiver == receiver).Select(s => s.ReceiverId?.ToString() ?? ""), ct);
        return names;
    }

    public static async Task AddAsync(Dictionary<string, string> names, IQueryable<FacetChoice> choices, IEnumerable<string> values, CancellationToken ct)
    {
        var ids = values.Distinct().Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToArray();
        if (ids.Length == 0) return;
        foreach (var choice in await choices.Where(c => ids.Contains(c.Id)).ToListAsync(ct)) names[choice.Id.ToString()] = choice.Name;
    }
}
