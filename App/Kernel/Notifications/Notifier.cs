using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Notifications;

/// <summary>What to tell, before it is known to whom.</summary>
/// <param name="Text">Resource key; <paramref name="Arguments"/> fill it.</param>
public sealed record Message(NotificationCategory Category, string Text, string Href, params string[] Arguments)
{
    public int Priority { get; init; } = 1;

    /// <summary>What somebody wrote, for the mail beside the notification: only what every recipient may read.</summary>
    public string? Excerpt { get; init; }
    public string? ExcerptAuthor { get; init; }

    /// <summary>Never by mail, such as the news that mail does not leave.</summary>
    public bool InAppOnly { get; init; }
}

/// <summary>
/// Tells people of an event, in the application and, for those who want it, by mail. The author is never told, and nobody
/// twice of one event: calling again is harmless.
/// </summary>
public sealed class Notifier(IDbContextFactory<AppDbContext> dbs, NotificationMails mails, TimeProvider clock)
{
    public async Task TellAsync(Guid eventId, Guid? authorId, RecordRef record, IEnumerable<Guid> recipients, Message message, CancellationToken ct)
    {
        var ids = recipients.Where(r => r != authorId && r != Access.SystemUser.SystemId).Distinct().ToArray();
        if (ids.Length == 0) return;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var prepared = await mails.PrepareAsync(db, eventId, record, ids, message, now, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var told = await InsertAsync(db, eventId, record, ids, message, now, ct);
        if (told.Count > 0)
        {
            // In one order everywhere: two tellings of the same people must not lock each other out.
            await db.Database.ExecuteSqlAsync(
                $"""
                 insert into kernel.notification_counters as c (user_id, unread) select u, 1 from unnest({told.ToArray()}) u order by u
                 on conflict (user_id) do update set unread = c.unread + 1
                 """, ct);
            foreach (var chunk in told.Chunk(Signal.MaxIds)) await Outbox.SignalAsync(db, new(SignalKind.Notifications, chunk), ct);
            await QueueAsync(db, [.. prepared.Where(m => told.Contains(m.RecipientId ?? Guid.Empty))], ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task QueueAsync(AppDbContext db, IReadOnlyList<MailMessage> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        db.AddRange(rows);
        await db.SaveChangesAsync(ct);
    }

    private static Task<List<Guid>> InsertAsync(
        AppDbContext db, Guid eventId, RecordRef record, Guid[] recipients, Message message, DateTimeOffset now, CancellationToken ct)
    {
        var ids = recipients.Select(_ => Guid.CreateVersion7()).ToArray();
        return db.Database.SqlQuery<Guid>(
            $"""
             insert into kernel.notifications (id, user_id, event_id, category, priority, text, arguments, href, record_kind, record_id, created_at)
             select n.id, n.user_id, {eventId}, {message.Category.ToString()}, {message.Priority}, {message.Text}, {message.Arguments}, {message.Href},
                    {record.Kind}, {record.Id}, {now}
             from unnest({ids}, {recipients}) as n (id, user_id) join kernel.users u on u.id = n.user_id and u.is_active
             on conflict (user_id, event_id) do nothing returning user_id as "Value"
             """).ToListAsync(ct);
    }
}
