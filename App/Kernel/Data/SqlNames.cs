using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpsFlux.Kernel.Data;

/// <summary>Names for statements that are put together for declared columns: quoted, and from the model, never from input.</summary>
internal static class SqlNames
{
    /// <summary>Throws where nothing of this type is mapped: a declaration is wrong.</summary>
    public static IEntityType Mapped(this AppDbContext db, Type entity) => db.Model.FindEntityType(entity) ?? throw new InvalidOperationException($"{entity.Name} is in no table.");

    public static string SqlTable(this IReadOnlyEntityType entity) => $"\"{entity.GetSchema()}\".\"{entity.GetTableName()}\"";

    /// <summary>Throws where the entity has no such property.</summary>
    public static string SqlColumn(this IReadOnlyEntityType entity, string property) =>
        $"\"{(entity.FindProperty(property) ?? throw new InvalidOperationException($"{entity.ClrType.Name} has no {property}.")).GetColumnName()}\"";
}
