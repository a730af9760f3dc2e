using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Delivering;

/// <summary>
/// Takes what is due. A person is locked for the length of the transaction, not a row: what belongs into one message for him
/// would otherwise be shared out among instances.
/// </summary>
internal static class DeliveryClaims
{
    /// <summary>First half of the key of the lock, one a lane; the second is made from the person's id.</summary>
    private const int LockSpace = 0x4E45;

    /// <summary>The most urgent first. Null when nothing is due that another instance does not have in hand.</summary>
    public static async Task<Guid?> PersonAsync(AppDbContext db, DeliveryLane lane, CancellationToken ct)
    {
        var (now, passed) = (db.Clock.GetUtcNow(), new List<Guid>());
        while (true)
        {
            var others = passed.ToArray();
            var found = await db.Database.SqlQuery<Guid?>(
                $"""
                 select user_id as "Value" from kernel.notification_deliveries
                 where state in ('Pending', 'Sending') and due_at <= {now} and (channel = any ({lane.Leaving})) = {lane.Leaves} and not (user_id = any ({others}))
                 order by priority desc, due_at limit 1
                 """).ToListAsync(ct);
            if (found is not [{ } person]) return null;
            var space = LockSpace + (lane.Leaves ? 1 : 0);
            var locked = await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock({space}, hashtext({person.ToString()})) as \"Value\"").SingleAsync(ct);
            if (locked) return person;
            passed.Add(person);
        }
    }

    /// <summary>
    /// What leaves together with the person's most urgent one that is due, tracked: a digest whole, what is held back in the
    /// application whole, mails of one record whether due or still gathering, all else by itself. Empty where somebody was quicker.
    /// </summary>
    public static async Task<IReadOnlyList<NotificationDelivery>> BundleAsync(AppDbContext db, Guid person, DeliveryLane lane, CancellationToken ct)
    {
        var now = db.Clock.GetUtcNow();
        var waiting = await db.Set<NotificationDelivery>().FromSql(
            $"""
             select * from kernel.notification_deliveries
             where user_id = {person} and state in ('Pending', 'Sending') and (due_at <= {now} or (channel = 'Mail' and hold = 'Window'))
               and (channel = any ({lane.Leaving})) = {lane.Leaves}
             order by priority desc, due_at, id limit 1000 for update
             """).ToListAsync(ct);
        if (waiting.FirstOrDefault(d => d.DueAt <= now) is not { } first) return [];
        return [.. waiting.Where(d => d.Channel == first.Channel && (d == first || Belongs(d, first, now)))];
    }

    private static bool Belongs(NotificationDelivery other, NotificationDelivery first, DateTimeOffset now) => first switch
    {
        { Channel: NotificationChannel.InApp } => other.DueAt <= now,
        { Channel: NotificationChannel.Mail, Hold: Hold.Digest } => other.Hold is Hold.Digest && other.DueAt <= now,
        { Channel: NotificationChannel.Mail, RecordId: { } record } => other.RecordId == record && other.Hold is not Hold.Digest,
        _ => false,
    };
}

/// <summary>The channels that one loop serves.</summary>
/// <param name="Leaving">Names of the channels that leave the process.</param>
/// <param name="Leaves">Whether it serves these, or all others.</param>
internal sealed record DeliveryLane(string[] Leaving, bool Leaves);
