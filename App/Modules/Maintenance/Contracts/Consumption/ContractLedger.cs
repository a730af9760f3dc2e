using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>A part of an entry that one bearer takes.</summary>
public sealed record BorneUnits(ConsumptionBearing Bearing, Guid? PotId, decimal Units);

/// <summary>
/// A contract with its pots and its scale while something is counted against it: what is drawn is missing for what is drawn
/// next. Locked, so that two entries at one moment cannot both have the last hour.
/// </summary>
internal sealed class ContractLedger
{
    private readonly List<CountedPot> pots;

    private ContractLedger(Contract contract, ReadScales scales, IEnumerable<CountedPot> pots) => (Contract, Scales, this.pots) = (contract, scales, [.. pots]);

    public Contract Contract { get; }
    public ReadScales Scales { get; }

    public IReadOnlyList<CountedPot> Pots => pots;

    /// <summary>For writing: holds the contract's row until the caller's transaction ends. Null: there is no such contract.</summary>
    public static async Task<ContractLedger?> OpenAsync(AppDbContext db, Guid contractId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from maintenance.contracts where id = {contractId} for no key update", ct);
        var contract = await db.Set<Contract>().SingleOrDefaultAsync(c => c.Id == contractId, ct);
        if (contract is null) return null;
        await db.Entry(contract).ReloadAsync(ct);   // what the context read before it waited for the lock may be old
        return await ReadAsync(db, contract, ct);
    }

    /// <summary>For looking at what would be.</summary>
    public static async Task<ContractLedger> ReadAsync(AppDbContext db, Contract contract, CancellationToken ct) =>
        new(contract, await ReadScales.ForAsync(db, contract.ScaleId, ct), (await ContractPots.ReadAsync(db, [contract], ct))[contract.Id]);

    /// <summary>Whether units of this kind are counted at all; what is not, the contract bears as a whole.</summary>
    public bool Counts(ContractUnit unit) => pots.Exists(p => p.Unit == unit);

    /// <summary>Takes units for work on a day. Refuses: contracts.exhausted, contracts.not-in-force.</summary>
    public Result<IReadOnlyList<BorneUnits>> Draw(ContractUnit unit, decimal units, DateOnly on)
    {
        if (units <= 0) return (BorneUnits[])[];
        if (!IsInForce(on)) return Contract.Overrun == OverrunPolicy.Quote ? (BorneUnits[])[new(ConsumptionBearing.Quote, null, units)] : Refusal.Conflict(ContractRefusals.NotInForce, Contract.Reference, on);
        if (!Counts(unit)) return (BorneUnits[])[new(ConsumptionBearing.Uncounted, null, units)];

        var draw = PotDraw.Of(pots.Where(p => p.Unit == unit).Select(p => p.Pot), units, on, Contract.Overrun, Contract.TolerancePercent);
        if (draw.IsRefused) return Refusal.Conflict(ContractRefusals.Exhausted, Contract.Reference);
        foreach (var share in draw.Shares) Use(unit, share.PotId, share.Units);
        List<BorneUnits> borne = [.. draw.Shares.Select(s => new BorneUnits(ConsumptionBearing.Pot, s.PotId, s.Units))];
        if (draw.ToQuote > 0) borne.Add(new(ConsumptionBearing.Quote, null, draw.ToQuote));
        return borne;
    }

    /// <summary>What a line that is taken back had drawn can be drawn again; of an earlier term it is over.</summary>
    public void GiveBack(ConsumptionLine line)
    {
        if (line.PotId is { } pot && (pot != Contract.Id || line.On >= Contract.StartsOn)) Use(line.Unit, pot, -line.Units);
    }

    private void Use(ContractUnit unit, Guid potId, decimal units)
    {
        var at = pots.FindIndex(p => p.Unit == unit && p.Pot.Id == potId);
        if (at >= 0) pots[at] = pots[at] with { Pot = pots[at].Pot with { Used = pots[at].Pot.Used + units } };
    }

    /// <summary>Work within its term, however late it is counted; and no work before somebody activated it.</summary>
    private bool IsInForce(DateOnly on) => Contract.State != ContractState.Draft && on <= Contract.EndsOn && (Contract.EndedOn is null || on <= Contract.EndedOn) && on >= (Contract.FirstStartsOn ?? Contract.StartsOn);
}
