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
        return await kinds.AccessAsync(db, user, record, ct) is { } access ? await ReadAsync(db, access, ct) : Refusal.NotFound;
    }

    /// <summary>With an access that was read in the same turn.</summary>
    public async Task<TagList> RunAsync(RecordAccess access, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReadAsync(db, access, ct);
    }

    private static async Task<TagList> ReadAsync(AppDbContext db, RecordAccess access, CancellationToken ct)
    {
        var record = access.Card.Ref;
        var tags = await (
            from mark in db.Set<RecordTag>().Where(t => t.RecordId == record.Id)
            join tag in db.Set<Tag>() on mark.TagId equals tag.Id
            orderby tag.Key
            select new TagName(tag.Id, tag.Name)).ToListAsync(ct);
        return new TagList(tags, access.Edit);
    }
}
