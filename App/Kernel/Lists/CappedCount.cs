using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Lists;

/// <summary>Counts for badges and tabs stop here: 1,000 reads as 999+, and costs no more to find out than that.</summary>
public static class CappedCount
{
    public const int Cap = 1000;

    public static string Show(int count) => count >= Cap ? "999+" : count.ToString(CultureInfo.CurrentCulture);

    /// <summary>Several capped counts in one statement, in the order of the queries.</summary>
    public static async Task<IReadOnlyList<int>> CountCappedAsync<T>(this AppDbContext db, IEnumerable<IQueryable<T>> queries, CancellationToken ct)
    {
        var counted = queries.Select((query, index) =>
            db.Database.SqlQuery<int>($"select {index} as \"Value\"").Select(n => new { Index = n, Count = query.Take(Cap).Count() }));
        if (counted.ToList() is not { Count: > 0 } all) return [];
        var counts = await all.Aggregate((a, b) => a.Concat(b)).ToListAsync(ct);
        return [.. counts.OrderBy(c => c.Index).Select(c => c.Count)];
    }
}
