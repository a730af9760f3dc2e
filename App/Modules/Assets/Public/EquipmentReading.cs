using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Pages;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Public;

/// <summary>What other modules show and check of equipment.</summary>
public sealed record EquipmentSight
{
    public Guid Id { get; init; }
    public string Number { get; init; } = "";
    public string Name { get; init; } = "";
    public Guid StructureId { get; init; }
    public Guid? SiteId { get; init; }
    public OperatingState State { get; init; }
    public LifeCycle LifeCycle { get; init; }

    /// <summary>Day of the next preventive maintenance; null: none is due.</summary>
    public DateOnly? NextMaintenanceOn { get; init; }

    public string Href => "/equipment/" + Number;

    /// <summary>Colour of its state: run, done or bad.</summary>
    public string Tone => EquipmentMarks.Tone(State);
}

/// <summary>Equipment that somebody may see, for other modules.</summary>
public static class EquipmentReading
{
    /// <summary>Kind of these records.</summary>
    public const string RecordKind = Equipment.RecordKind;

    /// <summary>Those this person may see; narrow and order it, and read it with <see cref="Sights"/>.</summary>
    public static IQueryable<EquipmentSight> Sights(AppDbContext db, ICurrentUser user) => SightsOf(db.Set<Equipment>().AsNoTracking().AllowedTo(user, AssetPermissions.View));

    /// <summary>Of equipment named on a record that the reader may see: what the record shows of it, whether or not he may open it.</summary>
    public static IQueryable<EquipmentSight> Named(AppDbContext db) => SightsOf(db.Set<Equipment>().AsNoTracking().IgnoreQueryFilters());

    public static bool MayOpen(ICurrentUser user, EquipmentSight equipment) => user.Can(AssetPermissions.View, equipment.StructureId, isOwn: false);

    private static IQueryable<EquipmentSight> SightsOf(IQueryable<Equipment> equipment) =>
        equipment.Select(e => new EquipmentSight { Id = e.Id, Number = e.Number, Name = e.Name, StructureId = e.StructureId, SiteId = e.SiteId, State = e.State, LifeCycle = e.LifeCycle, NextMaintenanceOn = e.NextMaintenanceOn });
}
