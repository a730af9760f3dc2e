using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.People.Entering;

internal static class VoidLinks
{
    /// <summary>None of a person's links counts any more: his address changed, or he left. Within the caller's transaction.</summary>
    public static Task OfAsync(AppDbContext db, Guid personId, CancellationToken ct)
    {
        DateTimeOffset? now = db.Clock.GetUtcNow();
        return db.Set<AccountLink>().Where(l => l.UserId == personId && l.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), ct);
    }
}
