using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Assets.Domain;

namespace OpsFlux.Modules.Assets.Public;

/// <summary>What identifies equipment on paper.</summary>
public sealed record EquipmentPlate(Guid Id, string Number, string Name, string? Maker, string? Model, string? SerialNumber, string? Location);

/// <summary>Plates of equipment named on a record that the reader may see.</summary>
public static class EquipmentPlates
{
    /// <summary>Deleted ones too: a document about old work still names them.</summary>
    public static IQueryable<EquipmentPlate> Of(AppDbContext db, Guid id) => db.Set<Equipment>().AsNoTracking().IgnoreQueryFilters().Where(e => e.Id == id)
        .Select(e => new EquipmentPlate(e.Id, e.Number, e.Name, e.Maker, e.Model, e.SerialNumber, e.Location));
}
