using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Records.Tags;

/// <summary>
/// Puts a tag on a record; the word is made where nobody used it yet. Doing it again changes nothing.
/// Refuses: not-found, forbidden, tag-empty, tag-too-long, too-many-tags.
/// </summary>
[NeedsOnRecord(RecordRight.Edit)]
public sealed class TagRecord(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    /// <summary>More of them sort nothing any more.</summary>
    public const int Most = 20;

    public async Task<Result> RunAsync(RecordRef record, string typed, CancellationToken ct)
    {
        var name = TagWords.Clean(typed);
        var key = TagWords.Key(typed);
        if (key.Length == 0) return Refusal.Conflict(RecordRefusals.TagEmpty);
        if (name.Length > TagWords.Longest || key.Length > TagWords.Longest) return Refusal.Conflict(RecordRefusals.TagTooLong, TagWords.Longest);

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await kinds.ForEditAsync(db, user, record, ct);
        if (found.Failed) return found.Refusal;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var tag = await EnsureAsync(db, name, key, ct);
        var on = await db.Set<RecordTag>().Where(t => t.RecordId == record.Id).Select(t => t.TagId).ToListAsync(ct);
        if (on.Contains(tag.Id)) return Result.Ok;
        if (on.Count >= Most) return Refusal.Conflict(RecordRefusals.TooManyTags, Most);

        db.Add(new RecordTag { TagId = tag.Id, RecordKind = record.Kind, RecordId = record.Id });
        found.Value.Log(new() { Kind = TimelineKind.Tagged, NewValue = tag.Name });
        found.Value.Raise(new RecordTagged(tag.Name));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { Code: "already-exists" }) return Result.Ok;   // the other click did it
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }

    /// <summary>Two people may invent one word at once: the second takes the first one's.</summary>
    private static async Task<Tag> EnsureAsync(AppDbContext db, string name, string key, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"insert into kernel.tags (id, name, key) values ({Guid.CreateVersion7()}, {name}, {key}) on conflict (key) do nothing", ct);
        return await db.Set<Tag>().AsNoTracking().SingleAsync(t => t.Key == key, ct);
    }
}
