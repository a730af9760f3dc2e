using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Recent;

/// <summary>What one opened last, newest first. Only what one may still see; nobody sees another's.</summary>
public sealed class RecentRecords(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, TimeProvider clock) : IUseCase
{
    private const int Kept = 30;

    /// <summary>Says that the record is being looked at. What is older than the last thirty is forgotten.</summary>
    public async Task SeenAsync(RecordRef record, CancellationToken ct)
    {
        if (!user.IsPerson) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
             with others as (select kind, record_id, seen_at from kernel.recent_records where user_id = {user.Id} and (kind, record_id) <> ({record.Kind}, {record.Id})),
                  forgotten as (
                      delete from kernel.recent_records r using others o
                      where r.user_id = {user.Id} and r.kind = o.kind and r.record_id = o.record_id
                          and o.seen_at < (select seen_at from others order by seen_at desc offset {Kept - 2} limit 1))
             insert into kernel.recent_records (user_id, kind, record_id, seen_at) values ({user.Id}, {record.Kind}, {record.Id}, {now})
             on conflict (user_id, kind, record_id) do update set seen_at = excluded.seen_at
             """, ct);
    }

    public async Task<IReadOnlyList<RecordCard>> LatestAsync(int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var seen = await db.Set<RecentRecord>().AsNoTracking().Where(r => r.UserId == user.Id)
            .OrderByDescending(r => r.SeenAt).Take(most * 2).ToListAsync(ct);
        var cards = new Dictionary<RecordRef, RecordCard>();
        foreach (var ofKind in seen.GroupBy(r => r.Kind))   // as many statements as there are kinds of records
        {
            if (kinds.Of(ofKind.Key) is not { } kind) continue;
            foreach (var card in await kind.CardsAsync(db, user, [.. ofKind.Select(r => r.RecordId)], ct)) cards[card.Ref] = card;
        }

        return [.. seen.Select(r => cards.GetValueOrDefault(new(r.Kind, r.RecordId))).OfType<RecordCard>().Take(most)];
    }
}
