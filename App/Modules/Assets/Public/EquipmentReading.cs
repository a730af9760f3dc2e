using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Assets.Domain;
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

    public string Href => "/equipment/" + Number;
}

/// <summary>Equipment that somebody may see, for other modules.</summary>
public static class EquipmentReading
{
    /// <summary>Those this person may see; narrow and order it, and read it with <see cref="Sights"/>.</summary>
    public static IQueryable<EquipmentSight> Sights(AppDbContext db, ICurrentUser user) => SightsOf(db.Set<Equipment>().AsNoTracking().AllowedTo(user, AssetPermissions.View));

    /// <summary>Of equipment named on a record that the reader may see: what the record shows of it, whether or not he may open it.</summary>
    public static IQueryable<EquipmentSight> Named(AppDbContext db) => SightsOf(db.Set<Equipment>().AsNoTracking().IgnoreQueryFilters());

    private static IQueryable<EquipmentSight> SightsOf(IQueryable<Equipment> equipment) =>
        equipment.Select(e => new EquipmentSight { Id = e.Id, Number = e.Number, Name = e.Name, StructureId = e.StructureId, SiteId = e.SiteId, State = e.State, LifeCycle = e.LifeCycle });
}
