using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications;

public sealed record InboxItem(Guid Id, NotificationCategory Category, int Priority, string Text, string[] Arguments, string Href, DateTimeOffset CreatedAt, bool IsRead);

/// <summary>One's own notifications: everybody signed in has them, nobody sees another's.</summary>
[SignedInOnly("one's own notifications")]
public sealed class Inbox(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<int> UnreadAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<NotificationCounter>().Where(c => c.UserId == user.Id).Select(c => c.Unread).SingleOrDefaultAsync(ct);
    }

    /// <summary>Newest first. <paramref name="before"/> is the last one already shown.</summary>
    public async Task<IReadOnlyList<InboxItem>> LatestAsync(int count, InboxItem? before, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = db.Set<Notification>().Where(n => n.UserId == user.Id);
        if (before is not null)
            mine = mine.Where(n => EF.Functions.LessThan(ValueTuple.Create(n.CreatedAt, n.Id), ValueTuple.Create(before.CreatedAt, before.Id)));
        return await mine.OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Id).Take(count)
            .Select(n => new InboxItem(n.Id, n.Category, n.Priority, n.Text, n.Arguments, n.Href, n.CreatedAt, n.ReadAt != null)).ToListAsync(ct);
    }

    /// <summary>Marks one as read, or all. Reading twice changes nothing.</summary>
    public Task ReadAsync(Guid? id, CancellationToken ct) => MarkAsync(n => id == null || n.Id == id, ct);

    /// <summary>Marks as read what speaks of a record the user is looking at.</summary>
    public Task ReadOfRecordAsync(Records.RecordRef record, CancellationToken ct) => MarkAsync(n => n.RecordId == record.Id, ct);

    private async Task MarkAsync(Expression<Func<Notification, bool>> which, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var changed = await db.Set<Notification>().Where(n => n.UserId == user.Id && n.ReadAt == null).Where(which)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), ct);
        if (changed > 0)
        {
            await db.Set<NotificationCounter>().Where(c => c.UserId == user.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Unread, c => c.Unread > changed ? c.Unread - changed : 0), ct);
            await Outbox.SignalAsync(db, new(SignalKind.Notifications, [user.Id]), ct);
        }

        await transaction.CommitAsync(ct);
    }
}
