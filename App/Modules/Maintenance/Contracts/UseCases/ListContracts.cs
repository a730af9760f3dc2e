using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.UseCases;

/// <param name="Balances">One for each unit that is counted.</param>
public sealed record ContractRow(Contract Contract, string Client, IReadOnlyList<UnitBalance> Balances);

/// <summary>
/// One page of the contracts one may see, with their balances: four statements, whatever the number of rows. Refuses:
/// forbidden, contracts.unknown-filter (a cursor of another order).
/// </summary>
[Needs(MaintenancePermissions.ViewContracts)]
public sealed class ListContracts(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    public async Task<Result<ListPage<ContractRow>>> RunAsync(ContractFilter filter, int size, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewContracts)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = DateOnly.FromDateTime(zone.ToLocal(clock.GetUtcNow()).DateTime);
        var wanted = filter.Page(filter.Narrow(db, db.Set<Contract>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewContracts), today), size);
        if (wanted is null) return Refusal.Conflict(ContractRefusals.UnknownFilter, filter.After is null ? "before" : "after", (filter.After ?? filter.Before)!.ToString());   // only a cursor can fail here
        var read = await wanted.ToListAsync(ct);
        Guid[] structures = [.. read.Select(c => c.StructureId).Distinct()];
        var clients = await db.Set<Structure>().Where(s => structures.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        var pots = await ContractPots.ReadAsync(db, read, ct);
        var rows = read.ConvertAll(c => new ContractRow(c, clients.GetValueOrDefault(c.StructureId, "?"), UnitBalance.Of(c, pots[c.Id], today)));
        return ListPage.Of(rows, size, filter.Before is not null, filter.After is null, row => filter.CursorAt(row.Contract));
    }

    /// <summary>How many each view holds, up to the cap. One statement.</summary>
    public async Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<ContractView> views, CancellationToken ct)
    {
        if (views.Count == 0 || !user.Can(MaintenancePermissions.ViewContracts)) return [.. views.Select(_ => 0)];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = DateOnly.FromDateTime(zone.ToLocal(clock.GetUtcNow()).DateTime);
        return await db.CountCappedAsync(views.Select(v => new ContractFilter { View = v }.Narrow(db, db.Set<Contract>().AllowedTo(user, MaintenancePermissions.ViewContracts), today)), ct);
    }

    /// <summary>All that the filter shows, for the API's total.</summary>
    public async Task<int> TotalAsync(ContractFilter filter, int most, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewContracts)) return 0;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = DateOnly.FromDateTime(zone.ToLocal(clock.GetUtcNow()).DateTime);
        return await filter.Narrow(db, db.Set<Contract>().AllowedTo(user, MaintenancePermissions.ViewContracts), today).Take(most).CountAsync(ct);
    }
}
