using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications;

/// <param name="At">When it appeared.</param>
/// <param name="Changes">How many changes of the record it stands for, itself included.</param>
public sealed record InboxItem(Guid Id, string Module, NotificationCategory Category, int Priority, string Text, string[] Arguments, string Href, DateTimeOffset At, bool IsRead, int Changes)
{
    public NewsReason Reason { get; init; }
    public string? Excerpt { get; init; }
    public string? ExcerptAuthor { get; init; }

    /// <summary>Of a template: see <see cref="Notification.Body"/>; <c>TextCatalog.NewsBody</c> reads it.</summary>
    public string? Body { get; init; }
}

/// <summary>Which of one's own notifications are asked for.</summary>
/// <param name="Module">Null: of every module.</param>
public sealed record InboxFilter(string? Module = null, NotificationCategory? Category = null, bool UnreadOnly = false);

/// <summary>One's own notifications: everybody signed in has them, nobody sees another's.</summary>
[SignedInOnly("one's own notifications")]
public sealed class Inbox(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>Over all modules.</summary>
    public async Task<int> UnreadAsync(CancellationToken ct) => (await CountersAsync(ct)).Values.Sum();

    /// <summary>By module; those without unread ones are absent.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountersAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<NotificationCounter>().Where(c => c.UserId == user.Id && c.Unread > 0).ToDictionaryAsync(c => c.Module, c => c.Unread, ct);
    }

    /// <summary>Newest first, one line for changes that belong together. <paramref name="before"/> is the last one already shown.</summary>
    public Task<IReadOnlyList<InboxItem>> LatestAsync(int count, InboxItem? before, CancellationToken ct) => LatestAsync(new(), count, before, ct);

    /// <inheritdoc cref="LatestAsync(int, InboxItem?, CancellationToken)"/>
    public async Task<IReadOnlyList<InboxItem>> LatestAsync(InboxFilter filter, int count, InboxItem? before, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = db.Set<Notification>().Where(n => n.UserId == user.Id && n.ShownAt != null && n.FoldedIntoId == null);
        if (filter.Module is { } module) mine = mine.Where(n => n.Module == module);
        if (filter.Category is { } category) mine = mine.Where(n => n.Category == category);
        if (filter.UnreadOnly) mine = mine.Where(n => n.ReadAt == null);
        if (before is not null) mine = mine.Where(n => EF.Functions.LessThan(ValueTuple.Create(n.ShownAt!.Value, n.Id), ValueTuple.Create(before.At, before.Id)));    // asked for above
        return await ItemsAsync(mine.OrderByDescending(n => n.ShownAt).ThenByDescending(n => n.Id).Take(count), ct);
    }

    /// <summary>The other changes that a line stands for, oldest first.</summary>
    public async Task<IReadOnlyList<InboxItem>> FoldedAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ItemsAsync(db.Set<Notification>().Where(n => n.UserId == user.Id && n.FoldedIntoId == id).OrderBy(n => n.CreatedAt).ThenBy(n => n.Id).Take(100), ct);
    }

    /// <summary>Marks one as read with what it stands for, or all. Reading twice changes nothing.</summary>
    public Task ReadAsync(Guid? id, CancellationToken ct) => MarkAsync(id, null, null, alsoInternal: true, ct);

    /// <summary>Marks as read everything of one module.</summary>
    public Task ReadModuleAsync(string module, CancellationToken ct) => ReadModulesAsync([module], alsoInternal: true, ct);

    /// <summary>Marks as read everything of these modules, where asked for without what is internal on a record.</summary>
    public Task ReadModulesAsync(string[] modules, bool alsoInternal, CancellationToken ct) => MarkAsync(null, null, modules, alsoInternal, ct);

    /// <summary>Marks as read what speaks of a record the user is looking at, held back or not.</summary>
    public Task ReadOfRecordAsync(RecordRef record, CancellationToken ct) => MarkAsync(null, record.Id, null, alsoInternal: true, ct);

    /// <summary>To come back to it: the line counts as unread again.</summary>
    public async Task UnreadAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var changed = await db.Database.ExecuteSqlAsync(
            $"""
             with changed as (
                 update kernel.notifications set read_at = null
                 where user_id = {user.Id} and id = {id} and read_at is not null and shown_at is not null and folded_into_id is null returning module
             )
             insert into kernel.notification_counters as c (user_id, module, unread) select {user.Id}, module, 1 from changed
             on conflict (user_id, module) do update set unread = c.unread + 1
             """, ct);
        if (changed > 0) await Outbox.SignalAsync(db, new(SignalKind.Notifications, [user.Id]), ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<IReadOnlyList<InboxItem>> ItemsAsync(IQueryable<Notification> news, CancellationToken ct) => await news
        .Select(n => new InboxItem(n.Id, n.Module, n.Category, n.Priority, n.Text, n.Arguments, n.Href, n.ShownAt ?? n.CreatedAt, n.ReadAt != null, n.Changes)
        {
            Reason = n.Reason,
            Excerpt = n.Excerpt,
            ExcerptAuthor = n.ExcerptAuthor,
            Body = n.Body,
        }).ToListAsync(ct);

    /// <summary>'All' is all that one sees. The counters go down by exactly the lines that this statement marks.</summary>
    private async Task MarkAsync(Guid? id, Guid? record, string[]? modules, bool alsoInternal, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = db.Clock.GetUtcNow();
        var marked = await db.Database.SqlQuery<int>(
            $"""
             with target as (
                 select id from kernel.notifications
                 where user_id = {user.Id} and read_at is null and (shown_at is not null or {id ?? record}::uuid is not null)
                   and ({id}::uuid is null or id = {id} or folded_into_id = {id}) and ({record}::uuid is null or record_id = {record}) and ({modules}::text[] is null or module = any ({modules})) and ({alsoInternal} or not is_internal or folded_into_id is not null)
                 order by id for update
             ), marked as (
                 update kernel.notifications n set read_at = {now} from target t where n.id = t.id and n.read_at is null returning n.module, n.shown_at, n.folded_into_id
             ), lines as (
                 select module, count(*)::int as n from marked where shown_at is not null and folded_into_id is null group by module
             ), lowered as (
                 update kernel.notification_counters c set unread = greatest(c.unread - l.n, 0) from lines l where c.user_id = {user.Id} and c.module = l.module
             )
             select count(*)::int as "Value" from marked
             """).ToListAsync(ct);
        if (marked is [> 0]) await Outbox.SignalAsync(db, new(SignalKind.Notifications, [user.Id]), ct);
        await transaction.CommitAsync(ct);
    }
}
