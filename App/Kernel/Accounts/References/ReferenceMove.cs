using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.References;

/// <param name="Text">Key of its words.</param>
public sealed record ReferenceCount(string Text, int Gone, int Kept);

/// <summary>
/// Makes what follows name another account: two statements a column, however many rows. Names of tables and columns come
/// from the model, never from input; ids are parameters. Triggers nothing: whoever calls it tells those who have to know.
/// </summary>
public sealed class ReferenceMove(IEnumerable<IAccountReferences> modules)
{
    public IReadOnlyList<AccountReference> All { get; } = Describe(modules);

    /// <summary>How often both are named by what follows, in one statement; where neither is, nothing.</summary>
    public async Task<IReadOnlyList<ReferenceCount>> CountAsync<TTarget>(AppDbContext db, Guid gone, Guid kept, CancellationToken ct)
    {
        var columns = Following<TTarget>();
        var sql = string.Join(" union all ", columns.Select((reference, at) =>
        {
            var (table, column) = Place(db.Model, reference);
            return string.Create(CultureInfo.InvariantCulture, $"select {at} as at, count(*) filter (where {column} = @gone)::int as gone, count(*) filter (where {column} = @kept)::int as kept from {table} where {column} in (@gone, @kept)");
        }));
        var counts = await db.Database.SqlQueryRaw<CountRow>(sql, new NpgsqlParameter("gone", gone), new NpgsqlParameter("kept", kept)).ToListAsync(ct);
        return [.. counts.Where(c => c.Gone + c.Kept > 0).OrderBy(c => c.At).Select(c => new ReferenceCount(columns[c.At].Text, c.Gone, c.Kept))];
    }

    /// <summary>Within the caller's transaction. Answers how many rows now name the kept account, by the key of their words.</summary>
    public async Task<IReadOnlyDictionary<string, int>> MoveAsync<TTarget>(AppDbContext db, Guid gone, Guid kept, CancellationToken ct)
    {
        var moved = new Dictionary<string, int>();
#pragma warning disable EF1002 // tables and columns come from the model, never from input
        foreach (var reference in Following<TTarget>())   // as many as there are columns
        {
            var (table, column) = Place(db.Model, reference);
            object[] ids = [new NpgsqlParameter("gone", gone), new NpgsqlParameter("kept", kept)];
            if (reference.OneEach.Count > 0) await db.Database.ExecuteSqlRawAsync(Twice(db.Model, reference, table, column), ids, ct);
            var rows = await db.Database.ExecuteSqlRawAsync($"update {table} set {column} = @kept where {column} = @gone", ids, ct);
            if (rows > 0) moved[reference.Text] = rows;
        }

#pragma warning restore EF1002
        return moved;
    }

    private List<AccountReference> Following<TTarget>() => [.. All.Where(r => r.Follows && r.Target == typeof(TTarget))];

    private static string Twice(IModel model, AccountReference reference, string table, string column)
    {
        var same = string.Join(" and ", reference.OneEach.Select(p => ColumnOf(model, reference, p)).Select(c => $"g.{c} is not distinct from k.{c}"));
        return $"delete from {table} g using {table} k where g.{column} = @gone and k.{column} = @kept and {same}";
    }

    private static (string Table, string Column) Place(IModel model, AccountReference reference)
    {
        var entity = model.FindEntityType(reference.Entity) ?? throw new InvalidOperationException($"{reference.Entity.Name} is in no table");
        return ($"\"{entity.GetSchema()}\".\"{entity.GetTableName()}\"", ColumnOf(model, reference, reference.Property));
    }

    private static string ColumnOf(IModel model, AccountReference reference, string property) => $"\"{model.FindEntityType(reference.Entity)!.FindProperty(property)!.GetColumnName()}\"";   // declared by expression

    private static List<AccountReference> Describe(IEnumerable<IAccountReferences> modules)
    {
        var references = new AccountReferences();
        foreach (var module in modules) module.Describe(references);
        return [.. references.All];
    }

    private sealed record CountRow(int At, int Gone, int Kept);
}
