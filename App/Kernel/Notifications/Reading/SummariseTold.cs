using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Reading;

/// <summary>What somebody heard of one record.</summary>
/// <param name="Told">How many messages.</param>
/// <param name="Reason">Why he was not told of something else; the latest reason, null where he was told of everything.</param>
public sealed record HeardOfRecord(Guid UserId, string Person, int Told, int NotTold, Silence? Reason);

/// <param name="Record">Null where the reader may not know of it.</param>
/// <param name="HasMore">There are more people than are shown.</param>
public sealed record ToldOfRecord(RecordCard? Record, IReadOnlyList<HeardOfRecord> People, bool HasMore);

/// <summary>Who was told of one record, and who was not: at most <see cref="Most"/> people. Refuses: forbidden.</summary>
[Needs(NotificationPermissions.ViewLog, Everywhere = true)]
public sealed class SummariseTold(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public const int Most = 50;

    public async Task<Result<ToldOfRecord>> RunAsync(Guid recordId, CancellationToken ct)
    {
        if (!user.CanEverywhere(NotificationPermissions.ViewLog)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = await db.Database.SqlQuery<Heard>(
            $"""
             select u.id as "UserId", u.display_name as "Person", t.told as "Told", t.untold as "NotTold", t.reason as "Reason"
             from (
                 select user_id, (count(distinct event_id) filter (where notification_id is not null))::int as told, (count(*) filter (where notification_id is null and silence not in ('Author', 'ToldAlready')))::int as untold,
                        (array_agg(silence order by created_at desc, id desc) filter (where notification_id is null and silence not in ('Author', 'ToldAlready')))[1] as reason
                 from kernel.notification_deliveries where record_id = {recordId} group by user_id
             ) t join kernel.users u on u.id = t.user_id
             order by t.told desc, u.display_name, u.id limit {Most + 1}
             """).ToListAsync(ct);
        return new ToldOfRecord(
            await CardAsync(db, recordId, ct),
            [.. people.Take(Most).Select(p => new HeardOfRecord(p.UserId, p.Person, p.Told, p.NotTold, Enum.TryParse<Silence>(p.Reason, out var reason) ? reason : null))],
            people.Count > Most);
    }

    private async Task<RecordCard?> CardAsync(AppDbContext db, Guid id, CancellationToken ct)
    {
        foreach (var kind in kinds.All)
            if ((await kind.CardsAsync(db, user, [id], ct)) is [var card]) return card;
        return null;
    }

    private sealed record Heard(Guid UserId, string Person, int Told, int NotTold, string? Reason);
}
