using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.UseCases;

/// <summary>All that the page of a contract shows.</summary>
public sealed record ContractDetails(Contract Contract, string Client, string? ClientNumber, string? Scale)
{
    public required IReadOnlyList<CountedPot> Pots { get; init; }
    public required IReadOnlyList<UnitBalance> Balances { get; init; }

    /// <summary>Forecast of each unit that is counted; absent before the first whole month is over.</summary>
    public required IReadOnlyDictionary<ContractUnit, BurnRate> Rates { get; init; }

    /// <summary>Units to be quoted, by unit.</summary>
    public required IReadOnlyDictionary<ContractUnit, decimal> ToQuote { get; init; }
    public required IReadOnlyList<(Guid Id, string Name)> Sites { get; init; }

    /// <summary>Whether or not the reader may open it.</summary>
    public required IReadOnlyList<EquipmentSight> Equipment { get; init; }
    public required IReadOnlyList<TimelineLine> Timeline { get; init; }
    public required IReadOnlyList<ContractTrigger> Steps { get; init; }
    public required RecordAccess Access { get; init; }

    /// <summary>Last day for notice; null where none is agreed.</summary>
    public DateOnly? NoticeBy => Contract.NoticeDays is { } days ? Contract.EndsOn.AddDays(-days) : null;
}

/// <summary>Reads one contract by number or id. Refuses: forbidden, not-found (also for what one may not know of).</summary>
[Needs(MaintenancePermissions.ViewContracts)]
public sealed class GetContract(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, ReadTimeline timeline, ReaderZone zone, TimeProvider clock) : IUseCase
{
    public async Task<Result<ContractDetails>> RunAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewContracts)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var contract = await db.Set<Contract>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewContracts).WithNumberOrId(numberOrId).SingleOrDefaultAsync(ct);
        if (contract is null || await kinds.Of(Contract.RecordKind)!.AccessAsync(db, user, contract.Id, ct) is not { } access) return Refusal.NotFound;   // declared by this module
        return await ReadAsync(db, contract, access, ct);
    }

    private async Task<ContractDetails> ReadAsync(AppDbContext db, Contract contract, RecordAccess access, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(zone.ToLocal(clock.GetUtcNow()).DateTime);
        var pots = (await ContractPots.ReadAsync(db, [contract], ct))[contract.Id].ToList();
        var balances = UnitBalance.Of(contract, pots, today);
        var client = await db.Set<Structure>().Where(s => s.Id == contract.StructureId).Select(s => s.Name).SingleAsync(ct);
        var clientNumber = await db.Set<Client>().AllowedTo(user, MaintenancePermissions.ViewClients).Where(c => c.StructureId == contract.StructureId).Select(c => c.Number).SingleOrDefaultAsync(ct);
        var scale = await db.Set<ContractScale>().Where(s => s.Id == contract.ScaleId).Select(s => s.Name).SingleOrDefaultAsync(ct);
        var steps = access.Edit ? ContractWorkflow.Instance.Allowed(contract, contract.State, user, _ => true).Select(s => s.Trigger).ToList() : [];
        return new(contract, client, clientNumber, scale)
        {
            Pots = pots, Balances = balances, Rates = await RatesAsync(db, contract, balances, today, ct), ToQuote = await ToQuoteAsync(db, contract, ct),
            Sites = [.. (await SitesOf(db, contract).Select(s => new { s.Id, s.Name }).ToListAsync(ct)).Select(s => (s.Id, s.Name))],
            Equipment = await EquipmentReading.Named(db).Where(e => db.Set<ContractEquipment>().Any(c => c.ContractId == contract.Id && c.EquipmentId == e.Id)).OrderBy(e => e.Number).Take(ContractLimits.CoverMax).ToListAsync(ct),
            Timeline = await timeline.RunAsync(db, contract.Ref, db.Set<ContractScale>().Select(s => new TimelineName { Id = s.Id, Name = s.Name }), access.SeeInternal, ct),
            Steps = steps, Access = access,
        };
    }

    private static async Task<Dictionary<ContractUnit, BurnRate>> RatesAsync(AppDbContext db, Contract contract, IReadOnlyList<UnitBalance> balances, DateOnly today, CancellationToken ct)
    {
        var since = new DateOnly(today.Year, today.Month, 1).AddMonths(-BurnRate.MonthsBack);
        var consumed = await db.Set<ConsumptionLine>().Where(l => l.ContractId == contract.Id && l.On >= since)
            .GroupBy(l => new { l.Unit, l.On }).Select(g => new { g.Key.Unit, g.Key.On, Units = g.Sum(l => l.Units) }).ToListAsync(ct);
        var rates = new Dictionary<ContractUnit, BurnRate>();
        foreach (var balance in balances)
            if (BurnRate.Of(balance.Left, consumed.Where(c => c.Unit == balance.Unit).Select(c => (c.On, c.Units)), contract.FirstStartsOn ?? contract.StartsOn, today) is { } rate) rates[balance.Unit] = rate;
        return rates;
    }

    private static Task<Dictionary<ContractUnit, decimal>> ToQuoteAsync(AppDbContext db, Contract contract, CancellationToken ct) =>
        db.Set<ConsumptionLine>().Where(l => l.ContractId == contract.Id && l.Bearing == ConsumptionBearing.Quote).GroupBy(l => l.Unit)
            .Select(g => new { g.Key, Units = g.Sum(l => l.Units) }).Where(g => g.Units != 0).ToDictionaryAsync(g => g.Key, g => g.Units, ct);

    private static IQueryable<Site> SitesOf(AppDbContext db, Contract contract) =>
        db.Set<Site>().Where(s => db.Set<ContractSite>().Any(c => c.ContractId == contract.Id && c.SiteId == s.Id)).OrderBy(s => s.Name);
}
