using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Links;

/// <summary>
/// Takes a link away, from either end. Refuses: not-found (also for a link whose other end one may not see: it is not
/// shown), forbidden.
/// </summary>
public sealed class UnlinkRecords(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, LinkWriter writer) : IUseCase
{
    public async Task<Result> RunAsync(RecordRef record, Guid linkId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var here = await kinds.ForEditAsync(db, user, record, ct);
        if (here.Failed) return here.Refusal;
        var link = await db.Set<RecordLink>().SingleOrDefaultAsync(l => l.Id == linkId && (l.FromId == record.Id || l.ToId == record.Id), ct);
        if (link is null) return Refusal.NotFound;

        var far = link.FromId == record.Id ? link.To : link.From;
        if (await kinds.FindAsync(db, user, far, ct) is not { } other) return Refusal.NotFound;
        if (link.Type == LinkType.ChildOf && link.From == other.Ref && await kinds.ForEditAsync(db, user, other.Ref, ct) is { Failed: true } child) return child.Refusal;
        writer.Remove(db, link, link.FromId == record.Id ? here.Value : other, link.FromId == record.Id ? other : here.Value);
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal?.Kind == RefusalKind.Stale ? Refusal.NotFound : saved;   // somebody else unlinked it meanwhile
    }
}
