using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Tags;

public sealed record TagName(Guid Id, string Name);

public sealed record TagList(IReadOnlyList<TagName> Tags, bool MayChange);

/// <summary>The tags of a record, in the order of the alphabet. Refuses: not-found.</summary>
public sealed class GetTags(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public async Task<Result<TagList>> RunAsync(RecordRef record, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
        var tags = await (
            from mark in db.Set<RecordTag>().Where(t => t.RecordId == record.Id)
            join tag in db.Set<Tag>() on mark.TagId equals tag.Id
            orderby tag.Key
            select new TagName(tag.Id, tag.Name)).ToListAsync(ct);
        return new TagList(tags, access.Edit);
    }
}
