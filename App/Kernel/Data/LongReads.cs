using Microsoft.EntityFrameworkCore;

namespace OpsFlux.Kernel.Data;

internal static class LongReads
{
    /// <summary>
    /// Lets this context's connection run statements longer than the minute that the application's role is given: a
    /// streamed export lasts as long as its reader takes. The pool resets it when the context is disposed.
    /// </summary>
    public static async Task AllowLongReadsAsync(this AppDbContext db, TimeSpan longest, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        db.Database.SetCommandTimeout(longest);
        var limit = ((long)longest.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await db.Database.ExecuteSqlAsync($"select set_config('statement_timeout', {limit}, false)", ct);
    }
}
