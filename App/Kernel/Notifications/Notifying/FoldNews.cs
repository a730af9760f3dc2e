using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Notifying;

/// <summary>A notification that begins to stand in the application.</summary>
internal sealed record ShownNews(Guid Id, Guid UserId, string Module, int Priority, NotificationCategory Category, Guid? RecordId);

/// <summary>
/// Lets notifications appear: folds what belongs together within the window into one line, counts, and tells the people's
/// browsers. Part of the caller's transaction, in which the rows have their <c>ShownAt</c> already.
/// </summary>
internal static class FoldNews
{
    public static async Task ShowAsync(AppDbContext db, IReadOnlyList<ShownNews> shown, TimeSpan window, CancellationToken ct)
    {
        if (shown.Count == 0) return;
        var counted = new List<ShownNews>();
        foreach (var one in shown.GroupBy(s => s.RecordId))
            counted.AddRange(one.Key is { } record && window > TimeSpan.Zero ? await FoldAsync(db, record, [.. one], window, ct) : one);
        await CountAsync(db, counted, ct);
        foreach (var chunk in shown.Select(s => s.UserId).Distinct().Chunk(Signal.MaxIds)) await Outbox.SignalAsync(db, new(SignalKind.Notifications, chunk), ct);
    }

    /// <summary>Of one record. Answers those that make a line of their own: they count.</summary>
    private static async Task<IReadOnlyList<ShownNews>> FoldAsync(AppDbContext db, Guid record, IReadOnlyList<ShownNews> news, TimeSpan window, CancellationToken ct)
    {
        var (users, ids, since) = (news.Select(n => n.UserId).Distinct().ToArray(), news.Select(n => n.Id).ToArray(), db.Clock.GetUtcNow() - window);

        // With what the lines stand for already, in the order in which readings lock them too.
        var unread = await db.Set<Notification>().FromSql(
            $"""
             select * from kernel.notifications
             where user_id = any ({users}) and record_id = {record} and read_at is null and shown_at is not null and not (id = any ({ids})) order by id for update
             """).AsNoTracking().ToListAsync(ct);
        var lines = unread.Where(n => n.FoldedIntoId is null && n.ShownAt >= since && n.Priority < NotificationPreferences.Urgent)
            .ToLookup(n => n.UserId, n => new Line(n.Id, n.Priority, n.Category, n.Changes));
        var counted = new List<ShownNews>();
        var stacks = news.GroupBy(n => n.UserId).Select(person => Stack.Of(lines[person.Key], [.. person], counted)).OfType<Stack>().Where(s => s.Folded.Count > 0).ToList();
        await WriteAsync(db, stacks, ct);
        return counted;
    }

    private static async Task WriteAsync(AppDbContext db, IReadOnlyList<Stack> stacks, CancellationToken ct)
    {
        if (stacks.Count == 0) return;
        var pairs = stacks.SelectMany(s => s.Folded.Select(f => (Line: s.Line.Id, Folded: f))).ToList();
        var (into, folded, now) = (pairs.Select(p => p.Line).ToArray(), pairs.Select(p => p.Folded).ToArray(), db.Clock.GetUtcNow());
        await db.Database.ExecuteSqlAsync(
            $"""
             update kernel.notifications n set folded_into_id = m.line from unnest({into}, {folded}) as m (line, folded)
             where n.id = m.folded or n.folded_into_id = m.folded
             """, ct);
        var (ids, changes) = (stacks.Select(s => s.Line.Id).ToArray(), stacks.Select(s => s.Line.Changes).ToArray());
        await db.Database.ExecuteSqlAsync(
            $"update kernel.notifications n set changes = m.changes, shown_at = {now} from unnest({ids}, {changes}) as m (id, changes) where n.id = m.id", ct);
    }

    /// <summary>In one order everywhere: two tellings of the same people must not lock each other out.</summary>
    private static async Task CountAsync(AppDbContext db, IReadOnlyList<ShownNews> counted, CancellationToken ct)
    {
        if (counted.Count == 0) return;
        var (users, modules) = (counted.Select(c => c.UserId).ToArray(), counted.Select(c => c.Module).ToArray());
        await db.Database.ExecuteSqlAsync(
            $"""
             insert into kernel.notification_counters as c (user_id, module, unread)
             select n.u, n.m, count(*) from unnest({users}, {modules}) as n (u, m) group by n.u, n.m order by n.u, n.m
             on conflict (user_id, module) do update set unread = c.unread + excluded.unread
             """, ct);
    }

    private sealed record Line(Guid Id, int Priority, NotificationCategory Category, int Changes)
    {
        public int Rank => Folding.Rank(Priority, Category);
    }

    /// <summary>One person's line of the record after all, and what it stands for.</summary>
    private sealed record Stack(Line Line, IReadOnlyList<Guid> Folded)
    {
        /// <summary>
        /// The more important stands for both; of equals, the later. Urgent news has a line of its own. Adds to
        /// <paramref name="counted"/> what makes a new line; null where nothing was folded or may be.
        /// </summary>
        public static Stack? Of(IEnumerable<Line> lines, IReadOnlyList<ShownNews> news, List<ShownNews> counted)
        {
            var line = lines.MaxBy(l => l.Rank);
            var folded = new List<Guid>();
            foreach (var one in news)
            {
                if (line is null || one.Priority >= NotificationPreferences.Urgent) counted.Add(one);
                if (one.Priority >= NotificationPreferences.Urgent) continue;
                var next = new Line(one.Id, one.Priority, one.Category, 1);
                if (line is not null) folded.Add(next.Rank >= line.Rank ? line.Id : next.Id);
                line = line is null ? next : (next.Rank >= line.Rank ? next : line) with { Changes = line.Changes + 1 };
            }

            return line is null ? null : new(line, folded);
        }
    }
}
