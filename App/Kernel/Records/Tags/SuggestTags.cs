using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Tags;

/// <summary>
/// Tags in use that begin with what was typed, or have a word that does: those of the organisation, for whoever may put
/// one on this record. Refuses: not-found, forbidden.
/// </summary>
[NeedsOnRecord(RecordRight.Edit)]
public sealed class SuggestTags(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public const int Most = 8;

    public async Task<Result<IReadOnlyList<TagName>>> RunAsync(RecordRef record, string typed, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
        if (!access.Edit) return Refusal.Forbidden;

        var key = TagWords.Key(typed);
        var fitting = db.Set<Tag>().Where(t => t.Key.StartsWith(key) || t.Key.Contains(" " + key));
        return await fitting
            .Where(t => db.Set<RecordTag>().Any(r => r.TagId == t.Id) && !db.Set<RecordTag>().Any(r => r.TagId == t.Id && r.RecordId == record.Id))
            .OrderBy(t => t.Key).Take(Most).Select(t => new TagName(t.Id, t.Name)).ToListAsync(ct);
    }
}
