using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.UseCases;

/// <summary>Something to choose.</summary>
public sealed record ContractChoice(Guid Id, string Name);

/// <summary>What the form of a contract offers. Refuses nothing: whoever may not manage contracts is offered nothing.</summary>
[Needs(MaintenancePermissions.ManageContracts)]
public sealed class ContractChoices(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500;

    /// <summary>Clients with whom one may agree something, by name; the id is that of the structure.</summary>
    public async Task<IReadOnlyList<ContractChoice>> ClientsAsync(CancellationToken ct)
    {
        if (user.ReachOf(MaintenancePermissions.ManageContracts) is not { } reach) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Client>().AllowedTo(user, MaintenancePermissions.ViewClients).Where(c => c.Status != ClientStatus.Former && (reach.All || reach.Structures.Contains(c.StructureId)))
            .OrderBy(c => c.Name).ThenBy(c => c.Id).Take(Most).Select(c => new ContractChoice(c.StructureId, c.Name)).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<ContractChoice>> ScalesAsync(CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageContracts)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<ContractScale>().Where(s => s.IsActive).OrderBy(s => s.Name).Take(Most).Select(s => new ContractChoice(s.Id, s.Name)).ToListAsync(ct);
    }

    /// <summary>Sites and equipment of one client that a contract may name.</summary>
    public async Task<(IReadOnlyList<ContractChoice> Sites, IReadOnlyList<ContractChoice> Equipment)> CoverAsync(Guid structureId, CancellationToken ct)
    {
        if (!user.CanIn(MaintenancePermissions.ManageContracts, structureId)) return ([], []);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sites = await db.Set<Site>().Where(s => s.StructureId == structureId && s.IsActive).OrderBy(s => s.Name).ThenBy(s => s.Id).Take(Most).Select(s => new ContractChoice(s.Id, s.Name)).ToListAsync(ct);
        var equipment = await EquipmentReading.Sights(db, user).Where(e => e.StructureId == structureId).OrderBy(e => e.Number).Take(Most).Select(e => new ContractChoice(e.Id, e.Number + " · " + e.Name)).ToListAsync(ct);
        return (sites, equipment);
    }
}
