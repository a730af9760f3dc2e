using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients.UseCases;

/// <param name="Contact">The first to talk to.</param>
/// <param name="ActiveContracts">Null: the reader may see no contracts.</param>
public sealed record ClientRow(Client Client, string? Contact, int? ActiveContracts);

/// <summary>One page of the clients one may see, by name. One statement, whatever the number of rows. Refuses: forbidden.</summary>
[Needs(MaintenancePermissions.ViewClients)]
public sealed class ListClients(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<ListPage<ClientRow>>> RunAsync(ClientFilter filter, int size, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewClients)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var contracts = db.Set<Contract>().AllowedTo(user, MaintenancePermissions.ViewContracts);
        var seesContracts = user.ReachOf(MaintenancePermissions.ViewContracts) is not null;
        var rows = await filter.Page(filter.Narrow(db.Set<Client>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewClients)), size).Select(c => new ClientRow(
            c, db.Set<ClientContact>().Where(p => p.ClientId == c.Id && p.IsMain).Select(p => p.Name).FirstOrDefault(),
            seesContracts ? contracts.Count(x => x.StructureId == c.StructureId && x.State == ContractState.Active) : null)).ToListAsync(ct);
        return ListPage.Of(rows, size, filter.Before is not null, filter.After is null, row => Cursor.At(row.Client.Name, row.Client.Id));
    }

    /// <summary>How many there are of each status, up to the cap; null stands for all. One statement.</summary>
    public async Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<ClientStatus?> statuses, CancellationToken ct)
    {
        if (statuses.Count == 0 || !user.Can(MaintenancePermissions.ViewClients)) return [.. statuses.Select(_ => 0)];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.CountCappedAsync(statuses.Select(s => new ClientFilter { Status = s }.Narrow(db.Set<Client>().AllowedTo(user, MaintenancePermissions.ViewClients))), ct);
    }

    /// <summary>All that the filter shows, for the API's total.</summary>
    public async Task<int> TotalAsync(ClientFilter filter, int most, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewClients)) return 0;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await filter.Narrow(db.Set<Client>().AllowedTo(user, MaintenancePermissions.ViewClients)).Take(most).CountAsync(ct);
    }
}
