using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Organisation.Merging;

/// <summary>How many rows of one kind name a row.</summary>
/// <param name="Table">Name of the entity in snake_case, as in the audit log.</param>
public sealed record ReferenceCount(string Table, int Rows);

/// <summary>Counts and moves what names a row. Inside the caller's transaction; one statement a declared column, two where it is unique.</summary>
public sealed class MoveReferences(IEnumerable<RowReference> references)
{
    private const int MostCounted = 10_000;

    /// <summary>Kinds that name it, those without any left out; counted up to 10,000.</summary>
    public async Task<IReadOnlyList<ReferenceCount>> CountAsync<TTarget>(AppDbContext db, Guid id, CancellationToken ct)
    {
        var columns = ColumnsOf<TTarget>(db);
        var branches = columns.Select((c, n) => $"select {n} as place, (select count(*)::int from (select 1 from {c.Table} where {c.Column} = {{0}} limit {MostCounted}) x) as rows");
#pragma warning disable EF1002 // names come from the model, never from input
        var counted = await db.Database.SqlQueryRaw<Counted>(string.Join(" union all ", branches), id).ToListAsync(ct);
#pragma warning restore EF1002
        return [.. counted.Where(c => c.Rows > 0).Select(c => new ReferenceCount(columns[c.Place].Name, c.Rows))];
    }

    public async Task<IReadOnlyList<ReferenceCount>> RunAsync<TTarget>(AppDbContext db, Guid source, Guid target, CancellationToken ct)
    {
        var moved = new List<ReferenceCount>();
        foreach (var column in ColumnsOf<TTarget>(db))   // one statement a table: each is another table
        {
#pragma warning disable EF1002
            if (column.Keys is { } keys)
            {
                var same = string.Concat(keys.Select(k => $" and b.{k} is not distinct from a.{k}"));
                await db.Database.ExecuteSqlRawAsync(
                    $"delete from {column.Table} a where a.{column.Column} = {{0}} and exists (select 1 from {column.Table} b where b.{column.Column} = {{1}}{same})", [source, target], ct);
            }

            var rows = await db.Database.ExecuteSqlRawAsync($"update {column.Table} set {column.Column} = {{1}} where {column.Column} = {{0}}", [source, target], ct);
#pragma warning restore EF1002
            if (rows > 0) moved.Add(new(column.Name, rows));
        }

        return moved;
    }

    private List<Place> ColumnsOf<TTarget>(AppDbContext db) => [.. references.Where(r => r.Target == typeof(TTarget)).Select(r => PlaceOf(db.Model, r))];

    private static Place PlaceOf(IModel model, RowReference reference)
    {
        var entity = model.FindEntityType(reference.Entity) ?? throw new InvalidOperationException($"{reference.Entity.Name} is not mapped.");
        return new(
            Conventions.SnakeCase(reference.Entity.Name), $"{entity.GetSchema()}.{entity.GetTableName()}", Column(reference.Property), reference.UniqueWith?.Select(Column).ToArray());

        string Column(string property) => entity.FindProperty(property)?.GetColumnName() ?? throw new InvalidOperationException($"{reference.Entity.Name} has no {property}.");
    }

    private sealed record Place(string Name, string Table, string Column, string[]? Keys);

    private sealed record Counted(int Place, int Rows);
}
