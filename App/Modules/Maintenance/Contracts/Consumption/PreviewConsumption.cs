using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>What would be counted.</summary>
/// <param name="Balances">As they stand now, and as they would stand; the same where it is refused.</param>
/// <param name="Refused">Why it would be refused; null: it would not.</param>
public sealed record ConsumptionPreview(
    string Reference, IReadOnlyList<CountedEntry> Entries, decimal TravelUnits, decimal ToQuote, IReadOnlyList<(UnitBalance Now, UnitBalance Then)> Balances, Refusal? Refused)
{
    /// <summary>Working time that the intervention keeps already: counted before what is typed, and not among the entries.</summary>
    public IReadOnlyList<CountedEntry> Kept { get; init; } = [];

    /// <summary>In which the way is counted.</summary>
    public ContractUnit TravelUnit { get; init; }
}

/// <summary>
/// What working time would cost a contract, while it is typed, after that which the intervention keeps already: nothing is written. Whoever works on an intervention sees what
/// it costs its contract without seeing the contract. Refuses: forbidden, invalid, not-found.
/// </summary>
[Needs(MaintenancePermissions.ViewContracts, MaintenancePermissions.Work)]
public sealed class PreviewConsumption(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result<ConsumptionPreview>> RunAsync(PreviewConsumptionRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewContracts) && !user.Can(MaintenancePermissions.Work)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var work = request.InterventionId is { } id ? await db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.Work).SingleOrDefaultAsync(i => i.Id == id, ct) : null;
        var contractId = work is null ? request.ContractId : work.ContractId;
        var contracts = db.Set<Contract>().AsNoTracking();
        if (work is null) contracts = contracts.AllowedTo(user, MaintenancePermissions.ViewContracts);
        if (contractId is not { } wanted || await contracts.SingleOrDefaultAsync(c => c.Id == wanted, ct) is not { } contract) return Refusal.NotFound;
        return await CountAsync(db, contract, work, request, ct);
    }

    private async Task<ConsumptionPreview> CountAsync(AppDbContext db, Contract contract, Intervention? work, PreviewConsumptionRequest request, CancellationToken ct)
    {
        var ledger = await ContractLedger.ReadAsync(db, contract, ct);
        var today = ledger.Scales.DayOf(clock.GetUtcNow());
        var now = UnitBalance.Of(contract, ledger.Pots, today);
        var writer = new ConsumptionWriter(db, ledger, today);
        var count = new ConsumptionCount(db, ledger, writer);
        var kept = work is { EndedAt: null } ? await KeptTimes.ReadAsync(db, work.Id, ct) : [];
        var costs = await count.CostsAsync([.. kept, .. request.Entries], ct);
        var drawn = await count.DrawAsync(work?.Id, work?.SiteId, clock.GetUtcNow(), costs, ct);
        var then = drawn.Failed ? now : UnitBalance.Of(contract, ledger.Pots, today);
        return new(
            contract.Reference, [.. costs.Skip(kept.Count)], writer.Lines.Where(l => l.Kind == ConsumptionKind.Travel).Sum(l => l.Units), writer.Lines.Where(l => l.Bearing == ConsumptionBearing.Quote).Sum(l => l.Units),
            [.. now.Zip(then)], drawn.Refusal)
        {
            Kept = [.. costs.Take(kept.Count)],
            TravelUnit = writer.Lines.FirstOrDefault(l => l.Kind == ConsumptionKind.Travel)?.Unit ?? ContractUnit.Minutes,
        };
    }
}
