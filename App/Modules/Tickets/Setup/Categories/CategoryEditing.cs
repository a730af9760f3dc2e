using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.Setup.Categories;

/// <summary>
/// What every change of the tree does the same way: one after the other, since a path is made of the names above it and
/// two changes at once could each be right and both together wrong.
/// </summary>
internal static class CategoryEditing
{
    /// <summary>Any number of ours: whoever changes the tree holds it until the commit.</summary>
    private const long TreeLock = 7_204_118_003;

    /// <param name="act">Changes the tracked categories; its refusal is answered and nothing is saved.</param>
    public static async Task<Result> RunAsync(
        IDbContextFactory<AppDbContext> dbs, ICurrentUser user, Func<AppDbContext, List<Category>, Task<Result>> act, CancellationToken ct)
    {
        if (!user.MayConfigureAll) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({TreeLock})", ct);
        var categories = await db.Set<Category>().ToListAsync(ct);
        var done = await act(db, categories);
        if (done.Failed) return done;

        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }
}
