using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>Whom to tell that a record entered his view.</summary>
/// <param name="IsLast">The last one for a while: what enters after it is not told one by one.</param>
public sealed record ClaimedHit(Guid FollowId, bool IsTold, bool IsLast);

/// <summary>Decides who is told of an entry, on whichever instance: once for each, and not of hundreds in a few minutes.</summary>
public static class ViewHits
{
    /// <summary>Entries of one view that one person is told of within <see cref="Pause"/>: a colleague who assigns 500 tickets at once is no reason for 500 messages.</summary>
    public const int MostInARow = 10;

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Locks of follows share so many numbers: one event may enter thousands of them, and the server's room for locks is bounded.</summary>
    private const int Locks = 64;

    private const int LockSpace = 5728113;

    /// <summary>Longer than any event is tried for.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <param name="eventAt">Entries that were seen later than this are known.</param>
    /// <param name="seenAt">Instant before the record was looked at.</param>
    /// <returns>Only those who had not been told by another event; the same again where the same event is delivered again.</returns>
    public static async Task<IReadOnlyList<ClaimedHit>> ClaimAsync(
        AppDbContext db, Guid eventId, DateTimeOffset eventAt, Guid record, IReadOnlyCollection<Guid> follows, DateTimeOffset seenAt, CancellationToken ct)
    {
        if (follows.Count == 0) return [];
        var (ids, since) = (follows.Order().ToArray(), seenAt - Pause);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await LockAsync(db, ids, ct);

        // The order of xmin is that of the decisions: each was made under the lock, and its transaction wrote nothing before.
        var claimed = await db.Database.SqlQuery<ClaimedHit>(
            $"""
             with entered as (
                 select f.id, (select count(*) from kernel.view_hits h where h.follow_id = f.id and h.is_told and h.seen_at > {since} and h.record_id <> {record}) as told
                 from kernel.follows f where f.id = any ({ids}) order by f.id for share
             ), claimed as (
                 insert into kernel.view_hits as h (follow_id, record_id, event_id, seen_at, is_told)
                 select id, {record}, {eventId}, {seenAt}, told < {MostInARow} from entered order by id
                 on conflict (follow_id, record_id) do update set event_id = excluded.event_id, seen_at = excluded.seen_at, is_told = excluded.is_told
                     where h.seen_at < {eventAt} and h.event_id <> excluded.event_id
                 returning follow_id, is_told
             )
             select c.follow_id as "FollowId", c.is_told as "IsTold", e.told = {MostInARow - 1} as "IsLast" from claimed c join entered e on e.id = c.follow_id
             union all
             select d.follow_id, d.is_told, {MostInARow - 1} = (
                 select count(*) from kernel.view_hits h
                 where h.follow_id = d.follow_id and h.is_told and h.seen_at > d.seen_at - {Pause} and h.record_id <> d.record_id and age(h.xmin) > age(d.xmin))
             from kernel.view_hits d join entered e on e.id = d.follow_id where d.record_id = {record} and d.event_id = {eventId}
             """).ToListAsync(ct);
        await transaction.CommitAsync(ct);
        return claimed;
    }

    /// <summary>
    /// Whoever decides on the same follow waits, in a statement of its own: the one after it sees what was decided meanwhile.
    /// Always in the same order, so that nobody waits for ever.
    /// </summary>
    private static Task<int> LockAsync(AppDbContext db, Guid[] follows, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
         select pg_advisory_xact_lock({LockSpace}, l.number)
         from (select distinct abs(hashtext(f.id::text) % {Locks}) as number from unnest({follows}) f(id) order by number offset 0) l
         """, ct);

    /// <summary>Forgets what is older than any event that is still on its way.</summary>
    public static Task<long> PurgeAsync(AppDbContext db, CancellationToken ct)
    {
        var before = db.Clock.GetUtcNow() - Kept;
        return db.PurgeAsync($"delete from kernel.view_hits where ctid in (select ctid from kernel.view_hits where seen_at < {before} limit {Purging.BatchSize})", ct);
    }
}
