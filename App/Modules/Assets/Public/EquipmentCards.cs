using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Public;

/// <summary>What other modules join of equipment.</summary>
public sealed class EquipmentCard
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Name { get; init; }

    /// <summary>What it is a component of; null: a machine.</summary>
    public required Guid? ParentId { get; init; }
    public required Guid StructureId { get; init; }
    public required Guid? SiteId { get; init; }

    /// <summary>Neither ordered, nor in stock, nor retired.</summary>
    public required bool IsInService { get; init; }
}

/// <summary>Equipment for queries of other modules.</summary>
public static class EquipmentCards
{
    /// <summary>Those that one may see, and on which one holds this permission too.</summary>
    public static IQueryable<EquipmentCard> Of(AppDbContext db, ICurrentUser user, string permission) =>
        db.Set<Equipment>().AsNoTracking().AllowedTo(user, AssetPermissions.View).AllowedTo(user, permission).Select(e => new EquipmentCard
        {
            Id = e.Id, Number = e.Number, Name = e.Name, ParentId = e.ParentId, StructureId = e.StructureId, SiteId = e.SiteId,
            IsInService = e.LifeCycle == LifeCycle.InUse || e.LifeCycle == LifeCycle.InRepair,
        });

    /// <summary>The equipment itself and all that is below it.</summary>
    public static IQueryable<Guid> Below(AppDbContext db, Guid id) => db.Database.SqlQuery<Guid>(
        $"""
         with recursive below (id) as (
             select {id}::uuid
             union
             select e.id from assets.equipment e join below b on e.parent_id = b.id
         )
         select id as "Value" from below
         """);
}
