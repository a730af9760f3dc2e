using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>Whom to tell that a record entered his view.</summary>
/// <param name="IsLast">The last one for a while: what enters after it is not told one by one.</param>
public sealed record ClaimedHit(Guid FollowId, bool IsTold, bool IsLast);

/// <summary>Decides in one statement who is told of an entry, on whichever instance: once for each, and not of hundreds in a few minutes.</summary>
public static class ViewHits
{
    /// <summary>Entries of one view that one person is told of within <see cref="Pause"/>: a colleague who assigns 500 tickets at once is no reason for 500 messages.</summary>
    public const int MostInARow = 10;

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

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
        return await db.Database.SqlQuery<ClaimedHit>(
            $"""
             with entered as (
                 select f.id, (select count(*) from kernel.view_hits h where h.follow_id = f.id and h.is_told and h.seen_at > {since} and h.record_id <> {record}) as told
                 from kernel.follows f where f.id = any ({ids}) order by f.id for share
             ), claimed as (
                 insert into kernel.view_hits as h (follow_id, record_id, event_id, seen_at, is_told)
                 select id, {record}, {eventId}, {seenAt}, told < {MostInARow} from entered order by id
                 on conflict (follow_id, record_id) do update set event_id = excluded.event_id, seen_at = excluded.seen_at, is_told = excluded.is_told
                     where h.seen_at < {eventAt} or h.event_id = excluded.event_id
                 returning follow_id, is_told
             )
             select c.follow_id as "FollowId", c.is_told as "IsTold", e.told = {MostInARow - 1} as "IsLast" from claimed c join entered e on e.id = c.follow_id
             """).ToListAsync(ct);
    }

    /// <summary>Forgets what is older than any event that is still on its way.</summary>
    public static Task<long> PurgeAsync(AppDbContext db, CancellationToken ct)
    {
        var before = db.Clock.GetUtcNow() - Kept;
        return db.PurgeAsync($"delete from kernel.view_hits where ctid in (select ctid from kernel.view_hits where seen_at < {before} limit {Purging.BatchSize})", ct);
    }
}
