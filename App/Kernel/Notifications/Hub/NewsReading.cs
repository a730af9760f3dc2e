using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Api;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>A line as a connection remembers it.</summary>
internal sealed record LineState(Guid Id, DateTimeOffset At, bool IsRead);

/// <summary>What is new of one's own notifications since a place. Part of the hub, whose caller is the current user.</summary>
internal sealed class NewsReading(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, NewsWriting writing)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<LineState>> NewestAsync(int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await NewsScope.LinesOf(db, user).OrderByDescending(n => n.ShownAt).ThenByDescending(n => n.Id).Take(most)
            .Select(n => new LineState(n.Id, n.ShownAt!.Value, n.ReadAt != null)).ToListAsync(ct);    // lines are shown
    }

    /// <summary>Oldest first: what appeared at <paramref name="since"/> or later, but for what was told already as it stands.</summary>
    public async Task<IReadOnlyList<NotificationItem>> SinceAsync(DateTimeOffset since, IReadOnlyDictionary<Guid, DateTimeOffset> told, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (ids, ats) = (told.Keys.ToArray(), told.Values.ToArray());
        var fresh = NewsScope.ModulesOf(user) is { } modules ? New().Where(n => modules.Contains(n.Module) && !n.IsInternal) : New();
        return writing.Describe(await fresh.OrderBy(n => n.ShownAt).ThenBy(n => n.Id).Take(most).AsNoTracking().ToListAsync(ct));

        IQueryable<Notification> New() => db.Set<Notification>().FromSql(
            $"""
             select n.* from kernel.notifications n
             where n.user_id = {user.Id} and n.shown_at >= {since} and n.shown_at is not null and n.folded_into_id is null
               and not exists (select 1 from unnest({ids}, {ats}) as t (id, at) where t.id = n.id and t.at = n.shown_at)
             """);
    }

    /// <summary>Oldest first; null where there is no such line.</summary>
    public async Task<IReadOnlyList<NotificationItem>?> AfterAsync(Guid id, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await NewsScope.ShownTo(db, user).Where(n => n.Id == id).Select(n => n.ShownAt).SingleOrDefaultAsync(ct) is not { } at) return null;
        return writing.Describe(await NewsScope.LinesOf(db, user).Where(n => EF.Functions.GreaterThan(ValueTuple.Create(n.ShownAt!.Value, n.Id), ValueTuple.Create(at, id)))    // as above
            .OrderBy(n => n.ShownAt).ThenBy(n => n.Id).Take(most).ToListAsync(ct));
    }

    /// <summary>Whether each is read; those that are no lines any more are absent.</summary>
    public async Task<IReadOnlyDictionary<Guid, bool>> StatesAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return new Dictionary<Guid, bool>();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await NewsScope.LinesOf(db, user).Where(n => ids.Contains(n.Id)).ToDictionaryAsync(n => n.Id, n => n.ReadAt != null, ct);
    }
}
