using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Policies;

namespace OpsFlux.Kernel.Accounts.References;

/// <summary>How many rows name either; each counted up to 10,000.</summary>
public sealed record ReferenceCount(AccountReference Reference, int Gone, int Kept);

/// <summary>
/// Makes what follows name another row: two statements a column, however many rows. Names of tables and columns come from
/// the model, never from input; ids are parameters. Triggers nothing: whoever calls it tells those who have to know.
/// </summary>
public sealed class ReferenceMove(IEnumerable<IAccountReferences> modules, IEnumerable<AccountReference> declared)
{
    private const int MostCounted = 10_000;

    public IReadOnlyList<AccountReference> All { get; } = [.. Describe(modules), .. declared];

    /// <summary>How often both are named by what follows, in one statement; where neither is, nothing.</summary>
    /// <param name="kept">Null: not chosen yet.</param>
    public async Task<IReadOnlyList<ReferenceCount>> CountAsync<TTarget>(AppDbContext db, Guid gone, Guid? kept, CancellationToken ct)
    {
        var columns = Following<TTarget>();
        var sql = string.Join(" union all ", columns.Select((reference, at) =>
        {
            var (table, column) = Place(db, reference);
            string Count(string id) => string.Create(CultureInfo.InvariantCulture, $"(select count(*)::int from (select 1 from {table} where {column} = @{id} limit {MostCounted}) x) as {id}");
            return string.Create(CultureInfo.InvariantCulture, $"select {at} as at, {Count("gone")}, {Count("kept")}");
        }));
        var counts = await db.Database.SqlQueryRaw<CountRow>(sql, Ids(gone, kept)).ToListAsync(ct);
        return [.. counts.Where(c => c.Gone + c.Kept > 0).OrderBy(c => c.At).Select(c => new ReferenceCount(columns[c.At], c.Gone, c.Kept))];
    }

    /// <summary>Within the caller's transaction. Answers how many rows now name the kept one; columns without any left out.</summary>
    public async Task<IReadOnlyList<(AccountReference Reference, int Rows)>> MoveAsync<TTarget>(AppDbContext db, Guid gone, Guid kept, CancellationToken ct)
    {
        var moved = new List<(AccountReference, int)>();
#pragma warning disable EF1002 // tables and columns come from the model, never from input
        foreach (var reference in Following<TTarget>())   // as many as there are columns
        {
            var (table, column) = Place(db, reference);
            if (reference.OneEach is { } keys) await db.Database.ExecuteSqlRawAsync(Twice(db, reference, keys, table, column), Ids(gone, kept), ct);
            var rows = await db.Database.ExecuteSqlRawAsync($"update {table} set {column} = @kept where {column} = @gone", Ids(gone, kept), ct);
            if (rows > 0) moved.Add((reference, rows));
        }

#pragma warning restore EF1002
        await PolicyReferences.MoveAsync(db, gone, kept, ct);   // agreements name them within their text
        return moved;
    }

    private List<AccountReference> Following<TTarget>() => [.. All.Where(r => r.Follows && r.Target == typeof(TTarget))];

    private static object[] Ids(Guid gone, Guid? kept) => [new NpgsqlParameter("gone", gone), new NpgsqlParameter("kept", NpgsqlDbType.Uuid) { Value = (object?)kept ?? DBNull.Value }];

    private static string Twice(AppDbContext db, AccountReference reference, IReadOnlyList<string> keys, string table, string column)
    {
        var same = string.Concat(keys.Select(db.Mapped(reference.Entity).SqlColumn).Select(c => $" and g.{c} is not distinct from k.{c}"));
        return $"delete from {table} g using {table} k where g.{column} = @gone and k.{column} = @kept{same}";
    }

    private static (string Table, string Column) Place(AppDbContext db, AccountReference reference)
    {
        var entity = db.Mapped(reference.Entity);
        return (entity.SqlTable(), entity.SqlColumn(reference.Property));
    }

    private static List<AccountReference> Describe(IEnumerable<IAccountReferences> modules)
    {
        var references = new AccountReferences();
        foreach (var module in modules) module.Describe(references);
        return [.. references.All];
    }

    private sealed record CountRow(int At, int Gone, int Kept);
}
