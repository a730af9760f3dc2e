using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Data;

/// <summary>What holds for every table: snake_case names, a schema per module, enums as text, soft delete, version as concurrency token.</summary>
internal static class Conventions
{
    public const string SoftDelete = "SoftDelete";
    private const int LongestEnumName = 40;

    public static void ForTypes(ModelConfigurationBuilder configuration) =>
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(LongestEnumName);

    public static void ForModel(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => !e.IsOwned()).ToList())
        {
            if (typeof(BusinessRecord).IsAssignableFrom(entity.ClrType)) ConfigureRecord(builder, entity.ClrType);
            entity.SetSchema(SchemaOf(entity.ClrType));
            if (!entity.IsMappedToJson()) Rename(entity);
        }
    }

    private static void ConfigureRecord(ModelBuilder builder, Type type)
    {
        var record = builder.Entity(type);
        record.HasKey(nameof(BusinessRecord.Id));
        record.Property(nameof(BusinessRecord.Number)).HasMaxLength(30);
        record.Property(nameof(BusinessRecord.ExternalId)).HasMaxLength(100);
        record.HasIndex(nameof(BusinessRecord.Number)).IsUnique();
        record.HasIndex(nameof(BusinessRecord.ExternalId)).IsUnique();
        record.Property(nameof(BusinessRecord.Version)).IsConcurrencyToken();
        foreach (var derived in new[] { nameof(BusinessRecord.Kind), nameof(BusinessRecord.Ref), nameof(BusinessRecord.Audience), nameof(BusinessRecord.NumberedAt),
                     nameof(BusinessRecord.RaisedEvents), nameof(BusinessRecord.LoggedEntries), nameof(BusinessRecord.Marks), nameof(BusinessRecord.ClocksRestated) })
            record.Ignore(derived);

        var row = Expression.Parameter(type, "r");
        var notDeleted = Expression.Equal(Expression.Property(row, nameof(BusinessRecord.DeletedAt)), Expression.Constant(null, typeof(DateTimeOffset?)));
        record.HasQueryFilter(SoftDelete, Expression.Lambda(notDeleted, row));
    }

    /// <summary>OpsFlux.Modules.Tickets.* is schema tickets; everything of the kernel, Identity's tables included, is schema kernel.</summary>
    private static string SchemaOf(Type type)
    {
        var parts = (type.Namespace ?? "").Split('.');
        return parts is ["OpsFlux", "Modules", var module, ..] ? module.ToLowerInvariant() : "kernel";
    }

    private static void Rename(IMutableEntityType entity)
    {
        entity.SetTableName(SnakeCase(entity.GetTableName()!));
        foreach (var property in entity.GetProperties()) property.SetColumnName(SnakeCase(property.GetColumnName()));
        foreach (var key in entity.GetKeys()) key.SetName(SnakeCase(key.GetName()!));
        foreach (var foreign in entity.GetForeignKeys()) foreign.SetConstraintName(SnakeCase(foreign.GetConstraintName()!));
        foreach (var index in entity.GetIndexes()) index.SetDatabaseName(SnakeCase(index.GetDatabaseName()!));
    }

    internal static string SnakeCase(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                result.Append('_');
            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }
}
