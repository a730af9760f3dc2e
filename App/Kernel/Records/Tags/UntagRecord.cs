using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Tags;

/// <summary>Takes a tag off a record. Where it is not there any more, nothing changes. Refuses: not-found, forbidden.</summary>
[NeedsOnRecord(RecordRight.Edit)]
public sealed class UntagRecord(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public async Task<Result> RunAsync(RecordRef record, Guid tagId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await kinds.ForEditAsync(db, user, record, ct);
        if (found.Failed) return found.Refusal;
        if (await db.Set<RecordTag>().SingleOrDefaultAsync(t => t.RecordId == record.Id && t.TagId == tagId, ct) is not { } mark) return Result.Ok;

        var name = await db.Set<Tag>().Where(t => t.Id == tagId).Select(t => t.Name).SingleAsync(ct);
        db.Remove(mark);
        found.Value.Log(new() { Kind = TimelineKind.Tagged, OldValue = name });
        found.Value.Raise(new RecordUntagged(name));
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal?.Kind == RefusalKind.Stale ? Result.Ok : saved;   // somebody else took it off meanwhile
    }
}
