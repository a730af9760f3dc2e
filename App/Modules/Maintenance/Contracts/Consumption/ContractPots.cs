using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>A pot with what it counts, as it is drawn from and as it is shown.</summary>
public sealed record CountedPot(ContractUnit Unit, Pot Pot, string? Note);

/// <summary>What contracts grant and how much of it is used: two statements, however many contracts.</summary>
internal static class ContractPots
{
    public static async Task<ILookup<Guid, CountedPot>> ReadAsync(AppDbContext db, IReadOnlyCollection<Contract> contracts, CancellationToken ct)
    {
        Guid[] ids = [.. contracts.Select(c => c.Id)];
        var used = await UsedAsync(db, ids, ct);
        var extra = await db.Set<ContractPot>().AsNoTracking().Where(p => ids.Contains(p.ContractId)).ToListAsync(ct);
        return contracts.SelectMany(c => Of(c, extra.Where(p => p.ContractId == c.Id), used).Select(pot => (c.Id, pot))).ToLookup(p => p.Id, p => p.pot);
    }

    /// <summary>What was included in an earlier term, and used then, is over.</summary>
    private static async Task<Dictionary<(Guid Pot, ContractUnit Unit), decimal>> UsedAsync(AppDbContext db, Guid[] ids, CancellationToken ct)
    {
        var sums =
            from line in db.Set<ConsumptionLine>()
            join contract in db.Set<Contract>().IgnoreQueryFilters() on line.ContractId equals contract.Id
            where ids.Contains(line.ContractId) && line.PotId != null && (line.PotId != line.ContractId || line.On >= contract.StartsOn)
            group line by new { line.PotId, line.Unit } into g
            select new { g.Key.PotId, g.Key.Unit, Units = g.Sum(l => l.Units) };
        return (await sums.ToListAsync(ct)).ToDictionary(s => (s.PotId!.Value, s.Unit), s => s.Units);   // filtered
    }

    private static IEnumerable<CountedPot> Of(Contract contract, IEnumerable<ContractPot> extra, Dictionary<(Guid, ContractUnit), decimal> used)
    {
        if (contract.IncludedMinutes is { } minutes) yield return Included(ContractUnit.Minutes, minutes);
        if (contract.IncludedPoints is { } points) yield return Included(ContractUnit.Points, points);
        if (contract.IncludedInterventions is { } interventions) yield return Included(ContractUnit.Interventions, interventions);
        foreach (var pot in extra.OrderBy(p => p.To ?? DateOnly.MaxValue).ThenBy(p => p.Id))
            yield return new(pot.Unit, new(pot.Id, pot.Granted, used.GetValueOrDefault((pot.Id, pot.Unit)), pot.From, pot.To, IsIncluded: false), pot.Note);

        CountedPot Included(ContractUnit unit, decimal granted) =>
            new(unit, new(contract.Id, granted, used.GetValueOrDefault((contract.Id, unit)), contract.StartsOn, contract.EndsOn, IsIncluded: true), null);
    }
}
