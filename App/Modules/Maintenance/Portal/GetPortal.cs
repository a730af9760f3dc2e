using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Maintenance.Portal;

/// <summary>An intervention as a client sees it in his list.</summary>
public sealed record PortalIntervention(string Number, string Title, string? Equipment, InterventionState State, HoldReason? HoldReason, DateTimeOffset? PlannedAt, DateTimeOffset? EndedAt);

/// <param name="Balances">One for each unit that is counted.</param>
public sealed record PortalContract(Contract Contract, IReadOnlyList<UnitBalance> Balances);

/// <summary>All that a client's portal shows. Each list is null where this person may not see what it holds.</summary>
public sealed record PortalView(string Client)
{
    /// <summary>What does not work first, then by the next maintenance.</summary>
    public IReadOnlyList<EquipmentSight>? Equipment { get; init; }

    /// <summary>His own, open ones first.</summary>
    public IReadOnlyList<RequestedTicket>? Requests { get; init; }

    /// <summary>Running and planned ones, then the latest that are over.</summary>
    public IReadOnlyList<PortalIntervention>? Interventions { get; init; }
    public IReadOnlyList<PortalContract>? Contracts { get; init; }
}

/// <summary>Reads the portal: a statement a list, two for balances. Refuses: forbidden, no-client (whoever belongs to none).</summary>
[Needs(MaintenancePermissions.ViewPortal)]
public sealed class GetPortal(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    private const int MostEquipment = 100, MostRequests = 8, MostOpen = 20, MostOver = 5, MostContracts = 10;

    public async Task<Result<PortalView>> RunAsync(CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewPortal)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await ClientPeople.StructureOf(db, user).SingleOrDefaultAsync(ct) is not { } client) return Refusal.Conflict(MaintenanceRefusals.NoClient);
        return new PortalView(client.Name)
        {
            Equipment = user.ReachOf(AssetPermissions.View) is null ? null : await EquipmentAsync(db, ct),
            Requests = user.ReachOf(TicketPermissions.View) is null ? null : await RequestsAsync(db, ct),
            Interventions = user.ReachOf(MaintenancePermissions.View) is null ? null : await InterventionsAsync(db, ct),
            Contracts = user.ReachOf(MaintenancePermissions.ViewContracts) is null ? null : await ContractsAsync(db, ct),
        };
    }

    private async Task<IReadOnlyList<EquipmentSight>> EquipmentAsync(AppDbContext db, CancellationToken ct) =>
        await EquipmentReading.Sights(db, user).Where(e => e.LifeCycle != LifeCycle.Retired)
            .OrderBy(e => e.State == OperatingState.Operational).ThenBy(e => e.NextMaintenanceOn ?? DateOnly.MaxValue).ThenBy(e => e.Name).ThenBy(e => e.Id).Take(MostEquipment).ToListAsync(ct);

    private async Task<IReadOnlyList<RequestedTicket>> RequestsAsync(AppDbContext db, CancellationToken ct) =>
        await TicketReading.Requested(db, user).OrderBy(t => t.ClosedAt != null).ThenByDescending(t => t.OpenedAt).ThenByDescending(t => t.Id).Take(MostRequests).ToListAsync(ct);

    private async Task<IReadOnlyList<PortalIntervention>> InterventionsAsync(AppDbContext db, CancellationToken ct)
    {
        var seen = db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View);
        var open = seen.Where(i => i.EndedAt == null).OrderBy(i => i.State == InterventionState.Open).ThenBy(i => i.PlannedAt ?? DateTimeOffset.MaxValue).ThenBy(i => i.Id).Take(MostOpen);
        var over = seen.Where(i => i.EndedAt != null && i.State == InterventionState.Closed).OrderByDescending(i => i.EndedAt).ThenBy(i => i.Id).Take(MostOver);
        return [.. await Lines(db, open).ToListAsync(ct), .. (await Lines(db, over).ToListAsync(ct)).OrderByDescending(i => i.EndedAt)];
    }

    private static IQueryable<PortalIntervention> Lines(AppDbContext db, IQueryable<Intervention> interventions) =>
        from i in interventions
        join equipment in EquipmentReading.Named(db) on i.EquipmentId equals equipment.Id into machines
        from equipment in machines.DefaultIfEmpty()
        orderby i.State == InterventionState.Open, i.PlannedAt ?? DateTimeOffset.MaxValue, i.Id
        select new PortalIntervention(i.Number, i.Title, equipment.Name, i.State, i.HoldReason, i.PlannedAt, i.EndedAt);

    private async Task<IReadOnlyList<PortalContract>> ContractsAsync(AppDbContext db, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(zone.ToLocal(clock.GetUtcNow()).DateTime);
        var contracts = await db.Set<Contract>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewContracts).Where(c => c.State == ContractState.Active)
            .OrderBy(c => c.EndsOn).ThenBy(c => c.Id).Take(MostContracts).ToListAsync(ct);
        if (contracts.Count == 0) return [];
        var pots = await ContractPots.ReadAsync(db, contracts, ct);
        return [.. contracts.Select(c => new PortalContract(c, UnitBalance.Of(c, pots[c.Id], today)))];
    }
}
