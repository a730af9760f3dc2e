using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Notifying;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Notifications.Channels;

/// <summary>The bell and the centre. What is not held back appears in the transaction that tells of it; this shows the rest.</summary>
public sealed class InAppChannel(ReadSettings settings) : INotificationChannel
{
    public NotificationChannel Channel => NotificationChannel.InApp;

    public bool LeavesProcess => false;

    public Task<bool> IsOnAsync(AppDbContext db, CancellationToken ct) => Task.FromResult(true);

    public async Task<ChannelOutcome> DeliverAsync(AppDbContext db, DueBundle bundle, CancellationToken ct)
    {
        var (ids, now) = (bundle.All.Select(d => d.News.Id).ToArray(), db.Clock.GetUtcNow());
        var unread = (await db.Database.SqlQuery<Guid>(
            $"""update kernel.notifications set shown_at = {now} where id = any ({ids}) and shown_at is null and read_at is null returning id as "Value" """).ToListAsync(ct)).ToHashSet();

        // Read since this delivery was taken up: it joins the read ones, and counts nowhere.
        await db.Set<Notification>().Where(n => ids.Contains(n.Id) && n.ShownAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ShownAt, now), ct);
        var shown = bundle.All.Where(d => unread.Contains(d.News.Id)).Select(d => new ShownNews(d.News.Id, d.News.UserId, d.News.Module, d.News.Priority, d.News.Category, d.News.RecordId)).ToList();
        var minutes = await settings.NumberAsync(db, NewsBook.WindowMinutes, Guid.Empty, ct);
        await FoldNews.ShowAsync(db, shown, TimeSpan.FromMinutes(minutes), ct);
        return ChannelOutcome.Done;
    }
}
