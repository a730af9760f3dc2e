using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Reading;

/// <summary>What somebody heard of one record.</summary>
/// <param name="Told">How many messages.</param>
/// <param name="Reason">Why he was not told of something else; the latest reason, null where he was told of everything.</param>
public sealed record ToldPerson(Guid UserId, string Person, int Told, int NotTold, Silence? Reason);

/// <param name="Record">Null where the reader may not know of it.</param>
/// <param name="HasMore">There are more people than are shown.</param>
public sealed record ToldOfRecord(RecordCard? Record, IReadOnlyList<ToldPerson> People, bool HasMore);

/// <summary>Who was told of one record, and who was not: at most <see cref="Most"/> people. Refuses: forbidden.</summary>
[Needs(NotificationPermissions.ViewLog, Everywhere = true)]
public sealed class SummariseTold(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public const int Most = 50;

    public async Task<Result<ToldOfRecord>> RunAsync(Guid recordId, CancellationToken ct)
    {
        if (!user.CanEverywhere(NotificationPermissions.ViewLog)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = await (
            from d in db.Set<NotificationDelivery>().Where(d => d.RecordId == recordId)
            group d by d.UserId into person
            join u in db.Set<User>() on person.Key equals u.Id
            let told = person.Where(d => d.NotificationId != null).Select(d => d.EventId).Distinct().Count()
            let not = person.Count(d => d.NotificationId == null)
            orderby told descending, u.DisplayName, u.Id
            select new { u.Id, u.DisplayName, Told = told, NotTold = not }).Take(Most + 1).ToListAsync(ct);
        var ids = people.Select(p => p.Id).ToArray();
        var reasons = await db.Set<NotificationDelivery>().Where(d => d.RecordId == recordId && d.NotificationId == null && ids.Contains(d.UserId))
            .GroupBy(d => d.UserId).Select(g => new { g.Key, g.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).First().Silence }).ToDictionaryAsync(g => g.Key, g => g.Silence, ct);
        return new ToldOfRecord(
            await CardAsync(db, recordId, ct),
            [.. people.Take(Most).Select(p => new ToldPerson(p.Id, p.DisplayName, p.Told, p.NotTold, reasons.GetValueOrDefault(p.Id)))],
            people.Count > Most);
    }

    private async Task<RecordCard?> CardAsync(AppDbContext db, Guid id, CancellationToken ct)
    {
        foreach (var kind in kinds.All)
            if ((await kind.CardsAsync(db, user, [id], ct)) is [var card]) return card;
        return null;
    }
}
