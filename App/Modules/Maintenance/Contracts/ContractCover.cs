using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts;

/// <summary>Which contracts cover work on equipment or at a site.</summary>
internal static class ContractCover
{
    /// <summary>Active ones of this client that name the equipment or, naming none, its site or, naming none either, cover all of the client.</summary>
    public static IQueryable<Contract> Of(AppDbContext db, Guid structureId, Guid? siteId, Guid? equipmentId) =>
        db.Set<Contract>().Where(c => c.StructureId == structureId && c.State == ContractState.Active
            && (db.Set<ContractEquipment>().Any(e => e.ContractId == c.Id)
                ? db.Set<ContractEquipment>().Any(e => e.ContractId == c.Id && e.EquipmentId == equipmentId)
                : !db.Set<ContractSite>().Any(s => s.ContractId == c.Id) || db.Set<ContractSite>().Any(s => s.ContractId == c.Id && s.SiteId == siteId)));
}
