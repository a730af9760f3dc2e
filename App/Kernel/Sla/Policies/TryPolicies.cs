using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>An agreement that fits what was asked.</summary>
/// <param name="Asked">The facets that decided, with the values at which they did; empty: it asks for nothing.</param>
public sealed record FittingPolicy(Guid Id, string Name, PolicyTarget Target, IReadOnlyList<(string Facet, string Value)> Asked);

/// <param name="Fitting">The one that counts first, then those that give way to it; none: nothing is agreed.</param>
public sealed record TriedClock(string Clock, IReadOnlyList<FittingPolicy> Fitting);

/// <param name="Names">Of the values that decided, by id.</param>
public sealed record TriedPolicies(IReadOnlyList<TriedClock> Clocks, IReadOnlyDictionary<string, string> Names);

/// <summary>Which agreement would count for a record of these values, by the same choice that records get. Refuses: forbidden, not-found (the kind).</summary>
[Needs(SlaPermissions.View)]
public sealed class TryPolicies(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    /// <param name="values">By facet: an id, or a name of the facet's own values. Absent: the record has none.</param>
    public async Task<Result<TriedPolicies>> RunAsync(string recordKind, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View)) return Refusal.Forbidden;
        if (catalog.ClockedKind(recordKind) is not { } kind) return Refusal.NotFound;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var agreements = new Agreements(db);
        var own = values.ToDictionary(v => v.Key, v => Guid.TryParse(v.Value, out var id) ? id : (object)v.Value);
        var clocks = new List<TriedClock>();
        foreach (var clock in kind.Clocks)   // read once: the book of agreements keeps what it read
            clocks.Add(new(clock, [.. (await agreements.RankedAsync(kind, clock, own, ct)).Select(c => Line(c, clock))]));
        return new TriedPolicies(clocks, await NamesAsync(db, kind, clocks, ct));
    }

    private static FittingPolicy Line(ChosenPolicy chosen, string clock) =>
        new(chosen.Policy.Id, chosen.Policy.Name, chosen.Policy.Definition.Targets.First(t => t.Clock == clock), [.. PolicyReason.Read(chosen.Reason)]);   // chosen for its target

    private static async Task<IReadOnlyDictionary<string, string>> NamesAsync(AppDbContext db, ClockedKind kind, List<TriedClock> clocks, CancellationToken ct)
    {
        var names = new Dictionary<string, string>();
        var asked = clocks.SelectMany(c => c.Fitting).SelectMany(f => f.Asked).ToLookup(a => a.Facet, a => a.Value);
        foreach (var facet in kind.Facets.Where(f => f.Choices is not null)) await PolicyNames.AddAsync(names, facet.Choices!(db), asked[facet.Code], ct);   // not null: filtered
        return names;
    }
}
