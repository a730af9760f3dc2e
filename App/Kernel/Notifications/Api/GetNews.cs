using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>One notification of one's own, with what it stands for and what became of it. Refuses: not-found.</summary>
[SignedInOnly("one's own notifications")]
public sealed class GetNews(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, NewsWriting writing) : IUseCase
{
    private const int MostFolded = 100;

    public async Task<Result<NotificationResource>> RunAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await NewsScope.ShownTo(db, user).SingleOrDefaultAsync(n => n.Id == id, ct) is not { } told) return Refusal.NotFound;
        var folded = told.Changes == 1 ? [] : await NewsScope.ShownTo(db, user).Where(n => n.FoldedIntoId == id).OrderBy(n => n.CreatedAt).ThenBy(n => n.Id).Take(MostFolded).ToListAsync(ct);
        var deliveries = await db.Set<NotificationDelivery>().Where(d => d.NotificationId == id && d.UserId == user.Id).OrderBy(d => d.CreatedAt).ThenBy(d => d.Id)
            .Select(d => new NotificationDeliveryItem(d.Channel, d.State, d.Silence, d.Hold, d.DueAt, d.DoneAt)).ToListAsync(ct);
        return new NotificationResource(writing.Describe(told), writing.Describe(folded), [.. deliveries.OrderBy(d => d.Channel)]);
    }
}
