using System.Linq.Expressions;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Lists;

/// <summary>One order that a list offers: a key that an index holds, and the id after it, so that every row has one place.</summary>
public abstract class ListOrder<TRecord> where TRecord : BusinessRecord
{
    public IQueryable<TRecord> Sort(IQueryable<TRecord> records, bool descending) => Sort(records, r => r, descending);

    /// <summary>Rows to which names were joined, by the record they hold.</summary>
    public abstract IQueryable<TRow> Sort<TRow>(IQueryable<TRow> rows, Expression<Func<TRow, TRecord>> record, bool descending);

    /// <summary>What stands after the cursor in this direction; null where the cursor is of another order.</summary>
    public abstract IQueryable<TRecord>? Beyond(IQueryable<TRecord> records, Cursor cursor, bool descending);
}

/// <summary>Makes orders.</summary>
public static class ListOrder
{
    /// <param name="read">The key as a cursor holds it; null refuses the cursor as one of another order.</param>
    public static ListOrder<TRecord> By<TRecord, TKey>(Expression<Func<TRecord, TKey>> key, Func<Cursor, TKey?> read) where TRecord : BusinessRecord where TKey : struct =>
        new Order<TRecord, TKey>(key, cursor => read(cursor) is { } value ? (true, value) : default);

    public static ListOrder<TRecord> ByText<TRecord>(Expression<Func<TRecord, string>> key) where TRecord : BusinessRecord =>
        new Order<TRecord, string>(key, cursor => (true, cursor.Key));

    private sealed class Order<TRecord, TKey>(Expression<Func<TRecord, TKey>> key, Func<Cursor, (bool Known, TKey Key)> read) : ListOrder<TRecord> where TRecord : BusinessRecord
    {
        public override IQueryable<TRow> Sort<TRow>(IQueryable<TRow> rows, Expression<Func<TRow, TRecord>> record, bool descending)
        {
            Expression<Func<TRecord, Guid>> id = r => r.Id;
            return descending
                ? rows.OrderByDescending(key.Within(record)).ThenByDescending(id.Within(record))
                : rows.OrderBy(key.Within(record)).ThenBy(id.Within(record));
        }

        public override IQueryable<TRecord>? Beyond(IQueryable<TRecord> records, Cursor cursor, bool descending) =>
            read(cursor) is (true, var last) ? records.Where(Keyset.After(key, last, cursor.Id, descending)) : null;
    }
}
