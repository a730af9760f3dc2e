using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>What an intervention consumes of its contract. The one way in, called when it is closed.</summary>
public static class ContractConsumption
{
    /// <summary>
    /// Adds the lines of an intervention that is being closed to the caller's save, in whose transaction the contract stays
    /// locked. Nothing happens without a contract, and where it was counted before. Refuses: contracts.exhausted,
    /// contracts.not-in-force, which the person who closes settles by taking the contract off or having it extended.
    /// </summary>
    /// <param name="entries">Working time by instants; an entry of no length costs nothing, its way does.</param>
    public static async Task<Result> ConsumeAsync(AppDbContext db, Intervention intervention, IReadOnlyList<WorkedTime> entries, CancellationToken ct)
    {
        if (intervention.ContractId is not { } contractId || await ContractLedger.OpenAsync(db, contractId, ct) is not { } ledger) return Result.Ok;
        if (await db.Set<ConsumptionLine>().AnyAsync(l => l.InterventionId == intervention.Id, ct)) return Result.Ok;

        var now = db.Clock.GetUtcNow();
        var writer = new ConsumptionWriter(db, ledger, ledger.Scales.DayOf(now));
        var count = new ConsumptionCount(db, ledger, writer);
        var drawn = await count.DrawAsync(intervention.Id, intervention.SiteId, intervention.EndedAt ?? now, await count.CostsAsync(entries, ct), ct);
        if (drawn.Failed) return drawn;
        db.AddRange(writer.Lines);
        await AlertAsync(db, ledger, ledger.Scales.DayOf(now), ct);
        return Result.Ok;
    }

    /// <summary>Says that a step of consumption is reached, once in a term.</summary>
    internal static async Task AlertAsync(AppDbContext db, ContractLedger ledger, DateOnly today, CancellationToken ct)
    {
        var contract = ledger.Contract;
        var told = await db.Set<ContractAlert>().Where(a => a.ContractId == contract.Id && a.Term == contract.StartsOn).ToListAsync(ct);
        foreach (var unit in ledger.Pots.Where(p => p.Pot.Holds(today)).GroupBy(p => p.Unit))
        {
            var topic = unit.Key.ToString();
            var before = told.Where(a => a.Topic == topic).Select(a => a.Step).DefaultIfEmpty(0).Max();
            if (ContractAlerts.OfConsumption(unit.Sum(p => p.Pot.Used), unit.Sum(p => p.Pot.Granted), before) is not { } step) continue;
            db.Add(new ContractAlert { ContractId = contract.Id, Topic = topic, Term = contract.StartsOn, Step = step, At = db.Clock.GetUtcNow() });
            contract.Raise(new ContractUsed(contract.Id, unit.Key, step));
        }
    }
}
