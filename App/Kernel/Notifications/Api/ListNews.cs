using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>One's own notifications for programs: page by page, and how many are unread.</summary>
[SignedInOnly("one's own notifications")]
public sealed class ListNews(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, Inbox inbox, NewsWriting writing) : IUseCase
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<NotificationItem>> RunAsync(InboxFilter filter, int count, NewsPlace? before, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var lines = Filtered(db, filter);
        if (before is { } place) lines = lines.Where(n => EF.Functions.LessThan(ValueTuple.Create(n.ShownAt!.Value, n.Id), ValueTuple.Create(place.At, place.Id)));    // lines are shown
        return writing.Describe(await lines.OrderByDescending(n => n.ShownAt).ThenByDescending(n => n.Id).Take(count).ToListAsync(ct));
    }

    /// <summary>Up to <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(InboxFilter filter, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Filtered(db, filter).Take(most).CountAsync(ct);
    }

    public async Task<NotificationCounters> CountersAsync(CancellationToken ct)
    {
        if (NewsScope.ModulesOf(user) is null) return NotificationCounters.Of(await inbox.CountersAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        return NotificationCounters.Of(await NewsScope.LinesOf(db, user).Where(n => n.ReadAt == null).GroupBy(n => n.Module)
            .Select(m => new { m.Key, Count = m.Count() }).ToDictionaryAsync(m => m.Key, m => m.Count, ct));
    }

    private IQueryable<Notification> Filtered(AppDbContext db, InboxFilter filter)
    {
        var lines = NewsScope.LinesOf(db, user);
        if (filter.Module is { } module) lines = lines.Where(n => n.Module == module);
        if (filter.Category is { } category) lines = lines.Where(n => n.Category == category);
        return filter.UnreadOnly ? lines.Where(n => n.ReadAt == null) : lines;
    }
}
