using Microsoft.EntityFrameworkCore;

namespace OpsFlux.Kernel.Data;

/// <summary>How rows that are past their time go: many small statements, each of which locks little and is soon over.</summary>
internal static class Purging
{
    public const int BatchSize = 5_000;

    /// <summary>Repeats a deletion that takes <see cref="BatchSize"/> rows at most until it takes fewer; answers how many went.</summary>
    public static async Task<long> PurgeAsync(this AppDbContext db, FormattableString delete, CancellationToken ct)
    {
        long gone = 0;
        while (true)
        {
            var batch = await db.Database.ExecuteSqlAsync(delete, ct);
            gone += batch;
            if (batch < BatchSize) return gone;
        }
    }
}
