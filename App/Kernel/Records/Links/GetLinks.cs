using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Links;

/// <summary>A link as it is read from one of its ends.</summary>
/// <param name="IsInverse">True where the record on screen is the second end: "is blocked by" rather than "blocks".</param>
public sealed record LinkLine(Guid Id, LinkType Type, bool IsInverse, RecordCard Other);

public sealed record LinkList(IReadOnlyList<LinkLine> Links, bool MayChange);

/// <summary>The links of a record whose other end this person may see, at most <see cref="Most"/>. Refuses: not-found.</summary>
public sealed class GetLinks(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public const int Most = 200;

    public async Task<Result<LinkList>> RunAsync(RecordRef record, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await kinds.AccessAsync(db, user, record, ct) is { } access ? await ReadAsync(db, access, ct) : Refusal.NotFound;
    }

    /// <summary>With an access that was read in the same turn.</summary>
    public async Task<LinkList> RunAsync(RecordAccess access, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReadAsync(db, access, ct);
    }

    private async Task<LinkList> ReadAsync(AppDbContext db, RecordAccess access, CancellationToken ct)
    {
        var record = access.Card.Ref;
        var links = await db.Set<RecordLink>().AsNoTracking().Where(l => l.FromId == record.Id || l.ToId == record.Id)
            .OrderBy(l => l.CreatedAt).ThenBy(l => l.Id).Take(Most).ToListAsync(ct);
        var cards = await kinds.CardsAsync(db, user, links.Select(l => OtherEnd(l, record)), ct);
        var lines = links.Where(l => cards.ContainsKey(OtherEnd(l, record)))
            .Select(l => new LinkLine(l.Id, l.Type, l.ToId == record.Id && l.Type != LinkType.RelatesTo, cards[OtherEnd(l, record)]));
        return new LinkList([.. lines.OrderBy(l => Rank(l))], access.Edit);
    }

    private static RecordRef OtherEnd(RecordLink link, RecordRef record) => link.FromId == record.Id ? link.To : link.From;

    /// <summary>The parent first, the children next, then the rest by kind of link.</summary>
    private static int Rank(LinkLine line) => line switch
    {
        { Type: LinkType.ChildOf, IsInverse: false } => 0,
        { Type: LinkType.ChildOf } => 1,
        _ => 2 + (2 * (int)line.Type) + (line.IsInverse ? 1 : 0),
    };
}
