using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Reading;

/// <param name="DueAt">When it appears by itself.</param>
public sealed record HeldNews(InboxItem Item, DateTimeOffset DueAt);

/// <summary>What one's own quiet hours hold back in the application, the soonest first and at most <see cref="Most"/>: it can be looked at before.</summary>
[SignedInOnly("one's own notifications")]
public sealed class ListHeld(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public const int Most = 100;

    public async Task<IReadOnlyList<HeldNews>> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from d in db.Set<NotificationDelivery>()
            where d.UserId == user.Id && d.State == NotificationState.Pending && d.Channel == NotificationChannel.InApp && d.Hold == Hold.QuietHours
            join n in db.Set<Notification>() on d.NotificationId equals (Guid?)n.Id
            where n.ReadAt == null
            orderby d.DueAt, d.Id
            select new HeldNews(
                new(n.Id, n.Module, n.Category, n.Priority, n.Text, n.Arguments, n.Href, n.CreatedAt, false, n.Changes) { Reason = n.Reason, Excerpt = n.Excerpt, ExcerptAuthor = n.ExcerptAuthor },
                d.DueAt)).Take(Most).ToListAsync(ct);
    }
}
