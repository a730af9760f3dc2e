using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Assets.Domain;

namespace OpsFlux.Modules.Assets.Public;

/// <summary>A type of equipment, for other modules.</summary>
public sealed class EquipmentTypeCard
{
    public required Guid Id { get; init; }

    public required string Code { get; init; }

    /// <summary>In French.</summary>
    public required string Name { get; init; }
    public required string? EnglishName { get; init; }
    public required bool IsActive { get; init; }
}

/// <summary>Equipment or a type of it, as a node of a tree.</summary>
public sealed class EquipmentNode
{
    public required Guid Id { get; init; }

    /// <summary>Of equipment its type; of a type null.</summary>
    public required Guid? ParentId { get; init; }
}

/// <summary>Types of equipment for queries of other modules, which choose rules by them.</summary>
public static class EquipmentTypes
{
    public static IQueryable<EquipmentTypeCard> All(AppDbContext db) =>
        db.Set<EquipmentType>().Select(t => new EquipmentTypeCard { Id = t.Id, Code = t.Code, Name = t.Name, EnglishName = t.EnglishName, IsActive = t.IsActive });

    /// <summary>That equipment under its type, deleted or not. Empty for the id of a type, which stands above itself alone.</summary>
    public static IQueryable<EquipmentNode> Above(AppDbContext db, Guid id) =>
        db.Set<Equipment>().IgnoreQueryFilters().Where(e => e.Id == id).Select(e => new EquipmentNode { Id = e.Id, ParentId = e.TypeId });
}
