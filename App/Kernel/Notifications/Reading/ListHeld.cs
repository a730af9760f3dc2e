using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.People;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Reading;

/// <param name="DueAt">When it appears by itself.</param>
public sealed record HeldNews(InboxItem Item, DateTimeOffset DueAt);

/// <summary>What one's own quiet hours hold back in the application, the soonest first and at most <see cref="Most"/>: it can be looked at before.</summary>
[SignedInOnly("one's own notifications")]
public sealed class ListHeld(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, RecordReaders readers) : IUseCase
{
    public const int Most = 100;

    public async Task<IReadOnlyList<HeldNews>> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var held = await (
            from d in db.Set<NotificationDelivery>()
            where d.UserId == user.Id && d.State == NotificationState.Pending && d.Channel == NotificationChannel.InApp && d.Hold == Hold.QuietHours
            join n in db.Set<Notification>() on d.NotificationId equals (Guid?)n.Id
            where n.ReadAt == null
            orderby d.DueAt, d.Id
            select new { News = n, d.DueAt }).AsNoTracking().Take(Most).ToListAsync(ct);
        var seen = new Dictionary<Guid, RecordReader?>();
        var shown = new List<HeldNews>();
        foreach (var one in held)
            if (await MaySeeAsync(db, one.News, seen, ct)) shown.Add(new(ItemOf(one.News), one.DueAt));
        return shown;
    }

    /// <summary>Asked again, as when it appears by itself: whoever lost sight of the record reads nothing of it here either.</summary>
    private async Task<bool> MaySeeAsync(AppDbContext db, Notification told, Dictionary<Guid, RecordReader?> seen, CancellationToken ct)
    {
        if (told is not { RecordKind: { } kind, RecordId: { } record } || kinds.Of(kind) is null) return true;
        if (!seen.TryGetValue(record, out var reader)) seen[record] = reader = (await readers.AmongAsync(db, new(kind, record), [user.Id], ct)).SingleOrDefault();
        return reader is not null && (reader.SeeInternal || !told.IsInternal);
    }

    private static InboxItem ItemOf(Notification n) => new(n.Id, n.Module, n.Category, n.Priority, n.Text, n.Arguments, n.Href, n.CreatedAt, false, n.Changes)
    {
        Reason = n.Reason, Excerpt = n.Excerpt, ExcerptAuthor = n.ExcerptAuthor, Body = n.Body,
    };
}
