using System.Data.Common;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Privacy;

/// <summary>
/// Reads, counts and deletes the rows that name a person, by the declared columns. Past the query filters: what was deleted
/// is held as well. Secrets (hashes, keys, stamps) are nobody's to read, not even their owner's.
/// </summary>
public sealed class PersonalRows(IEnumerable<PersonalColumn> columns)
{
    private static readonly string[] Secrets = ["PasswordHash", "SecurityStamp", "ConcurrencyStamp", "Value", "ProviderKey"];

    public IReadOnlyList<PersonalColumn> Columns { get; } = [.. columns.OrderBy(c => c.Area, StringComparer.Ordinal)];

    /// <summary>Row by row as properties with their values, in no order.</summary>
    public static async IAsyncEnumerable<IReadOnlyDictionary<string, object?>> ReadAsync(
        AppDbContext db, PersonalColumn column, Guid person, [EnumeratorCancellation] CancellationToken ct)
    {
        var entity = EntityOf(db, column);
        var shown = entity.GetProperties().Where(IsShown).ToList();
        await using var command = Command(db, $"select {string.Join(", ", shown.Select(p => Quoted(p)))} from {Table(entity)} where {Name(entity, column)} = $1", person);
        await db.Database.OpenConnectionAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = new Dictionary<string, object?>(shown.Count);
            for (var i = 0; i < shown.Count; i++) row[shown[i].Name] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            foreach (var property in shown)
                if (property.PropertyInfo?.GetCustomAttribute<SecretWhereAttribute>() is { } secret && row.GetValueOrDefault(secret.Flag) is true) row[property.Name] = null;
            yield return row;
        }
    }

    public static async Task<long> CountAsync(AppDbContext db, PersonalColumn column, Guid person, CancellationToken ct)
    {
        var entity = EntityOf(db, column);
        await db.Database.OpenConnectionAsync(ct);
        await using var command = Command(db, $"select count(*) from {Table(entity)} where {Name(entity, column)} = $1", person);
        return (long)(await command.ExecuteScalarAsync(ct) ?? 0L);
    }

    /// <summary>Inside the caller's transaction.</summary>
    public static async Task DeleteAsync(AppDbContext db, PersonalColumn column, Guid person, CancellationToken ct)
    {
        var entity = EntityOf(db, column);
        await using var command = Command(db, $"delete from {Table(entity)} where {Name(entity, column)} = $1", person);
        await command.ExecuteNonQueryAsync(ct);
    }

    internal static IEntityType EntityOf(AppDbContext db, PersonalColumn column) =>
        db.Model.FindEntityType(column.Entity) ?? throw new InvalidOperationException($"{column.Entity.Name} is not mapped.");

    private static string Table(IEntityType entity) => $"{entity.GetSchema()}.{entity.GetTableName()}";

    private static string Name(IEntityType entity, PersonalColumn column) => Quoted(entity.FindProperty(column.Property)!);   // compared with the model by a test

    /// <summary>A column may be called like a word of SQL, such as "from".</summary>
    private static string Quoted(IProperty property) => $"\"{property.GetColumnName()}\"";

    private static bool IsShown(IProperty property) => !property.IsShadowProperty() && property.ClrType != typeof(byte[])
        && !Secrets.Contains(property.Name) && property.PropertyInfo?.IsDefined(typeof(SecretAttribute)) != true;

    private static DbCommand Command(AppDbContext db, string sql, Guid person)
    {
#pragma warning disable CA2100 // names come from the model, never from input
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 300;
        command.Transaction = db.Database.CurrentTransaction is { } transaction ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction) : null;
        command.Parameters.Add(new NpgsqlParameter { Value = person });
        return command;
    }
}
