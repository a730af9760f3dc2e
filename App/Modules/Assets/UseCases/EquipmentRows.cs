using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>Joins names to equipment that was narrowed, ordered and cut before: fifty rows, not the table.</summary>
internal static class EquipmentRows
{
    extension(ReaderZone zone)
    {
        /// <summary>The day on which this instant lies for the reader.</summary>
        public DateOnly DayAt(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone.Zone).Date);
    }

    public static IQueryable<EquipmentRow> Of(AppDbContext db, IQueryable<Equipment> page, EquipmentSort sort, bool descending)
    {
        var english = EquipmentWords.IsEnglish;
        var rows =
            from e in page
            join type in db.Set<EquipmentType>() on e.TypeId equals type.Id
            join structure in db.Set<Structure>() on e.StructureId equals structure.Id
            join site in db.Set<Site>() on e.SiteId equals site.Id into sites
            from site in sites.DefaultIfEmpty()
            select new Named { Equipment = e, Type = english ? type.EnglishName ?? type.Name : type.Name, Structure = structure.Name, Site = site.Name };
        return EquipmentQueries.OrderOf(sort).Sort(rows, r => r.Equipment, descending).Select(r => new EquipmentRow
        {
            Id = r.Equipment.Id, Version = r.Equipment.Version, Number = r.Equipment.Number, Name = r.Equipment.Name,
            Type = r.Type, Structure = r.Structure, Site = r.Site, Location = r.Equipment.Location,
            Maker = r.Equipment.Maker, Model = r.Equipment.Model, SerialNumber = r.Equipment.SerialNumber,
            State = r.Equipment.State, StateSince = r.Equipment.StateSince, LifeCycle = r.Equipment.LifeCycle,
            InstalledOn = r.Equipment.InstalledOn, WarrantyUntil = r.Equipment.WarrantyUntil,
            MaintenanceEveryDays = r.Equipment.MaintenanceEveryDays, NextMaintenanceOn = r.Equipment.NextMaintenanceOn,
            CreatedAt = r.Equipment.CreatedAt, UpdatedAt = r.Equipment.UpdatedAt,
            TypeId = r.Equipment.TypeId, StructureId = r.Equipment.StructureId, SiteId = r.Equipment.SiteId, ParentId = r.Equipment.ParentId,
        });
    }

    private sealed class Named
    {
        public required Equipment Equipment { get; init; }
        public required string Type { get; init; }
        public required string Structure { get; init; }
        public string? Site { get; init; }
    }
}
