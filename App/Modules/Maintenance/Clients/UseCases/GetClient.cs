using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients.UseCases;

/// <summary>All that the page of a client shows, as far as this reader may see it.</summary>
/// <param name="Contracts">Null: the reader may see no contracts.</param>
public sealed record ClientDetails(
    Client Client, string StructureCode, IReadOnlyList<ClientContact> Contacts, IReadOnlyList<Site> Sites, IReadOnlyList<Contract>? Contracts, IReadOnlyList<TimelineLine> Timeline, RecordAccess Access);

/// <summary>Reads one client by number or id. Refuses: forbidden, not-found (also for what one may not know of).</summary>
[Needs(MaintenancePermissions.ViewClients)]
public sealed class GetClient(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, ReadTimeline timeline) : IUseCase
{
    private const int Most = 500;

    public async Task<Result<ClientDetails>> RunAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewClients)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var client = await db.Set<Client>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewClients).WithNumberOrId(numberOrId).SingleOrDefaultAsync(ct);
        if (client is null || await kinds.Of(Client.RecordKind)!.AccessAsync(db, user, client.Id, ct) is not { } access) return Refusal.NotFound;   // declared by this module

        var contacts = await db.Set<ClientContact>().AsNoTracking().Where(c => c.ClientId == client.Id).OrderByDescending(c => c.IsMain).ThenBy(c => c.Name).ThenBy(c => c.Id).Take(ClientLimits.ContactsMax).ToListAsync(ct);
        var sites = await db.Set<Site>().AsNoTracking().Where(s => s.StructureId == client.StructureId && s.IsActive).OrderBy(s => s.Name).ThenBy(s => s.Id).Take(Most).ToListAsync(ct);
        var contracts = user.ReachOf(MaintenancePermissions.ViewContracts) is null ? null
            : await db.Set<Contract>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewContracts).Where(c => c.StructureId == client.StructureId).OrderByDescending(c => c.EndsOn).ThenBy(c => c.Id).Take(Most).ToListAsync(ct);
        var code = await db.Set<Structure>().Where(s => s.Id == client.StructureId).Select(s => s.Code).SingleAsync(ct);
        var lines = await timeline.RunAsync(db, client.Ref, db.Set<Structure>().Where(s => s.Id == client.StructureId).Select(s => new TimelineName { Id = s.Id, Name = s.Name }), access.SeeInternal, ct);
        return new ClientDetails(client, code, contacts, sites, contracts, lines, access);
    }
}
