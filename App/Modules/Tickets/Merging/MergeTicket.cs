using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Merging;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Merging;

/// <summary>
/// Ends a ticket as part of another one, with all that hangs on it. Refuses: forbidden, invalid, not-found, stale, and with
/// the codes of <see cref="TicketRefusals"/>: unknown-target, merge-into-itself, is-merged, is-over, target-is-merged, target-is-over.
/// </summary>
[Needs(TicketPermissions.Merge)]
public sealed class MergeTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IMergeable> parts, TimeProvider clock) : IUseCase
{
    /// <summary>The part that is no part of its own: who asked watches the ticket in which his goes on.</summary>
    internal const string Requester = "requester";

    public async Task<Result> RunAsync(MergeTicketRequest request, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Merge)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var number = request.TargetNumber.Trim().ToUpperInvariant();
        var targetId = await db.Set<Ticket>().AllowedTo(user, TicketPermissions.Merge).Where(t => t.Number == number).Select(t => t.Id).SingleOrDefaultAsync(ct);
        if (targetId == Guid.Empty) return Refusal.Conflict(TicketRefusals.UnknownTarget, request.TargetNumber.Trim());
        if (targetId == request.TicketId) return Refusal.Conflict(TicketRefusals.MergeIntoItself);
        if (await TicketPair.LockAsync(db, user, request.TicketId, targetId, ct) is not { } pair) return Refusal.NotFound;
        if (RefusalOf(pair) is { } refused) return refused;

        if (pair.Source.Version != request.Version) return Refusal.Stale;   // the row is held: nobody changes it from here on
        await MergeAsync(db, pair, ct);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }

    /// <summary>The target is merged into nothing, so no circle can close.</summary>
    public static Refusal? RefusalOf(Ticket source, Ticket target) =>
        source.MergedIntoId is not null ? Refusal.Conflict(TicketRefusals.IsMerged, source.Number)
        : source.ClosedAt is not null ? Refusal.Conflict(TicketRefusals.IsOver)
        : target.MergedIntoId is not null ? Refusal.Conflict(TicketRefusals.TargetIsMerged, target.Number)
        : target.ClosedAt is not null ? Refusal.Conflict(TicketRefusals.TargetIsOver, target.Number)
        : null;

    private static Refusal? RefusalOf(TicketPair pair) => RefusalOf(pair.Source, pair.Target);

    private static void Remember(AppDbContext db, TicketMerge merge, string code, IReadOnlyList<Guid> moved)
    {
        if (moved.Count > 0) db.Add(new MergedPart { MergeId = merge.Id, Code = code, Moved = [.. moved] });
    }

    private async Task MergeAsync(AppDbContext db, TicketPair pair, CancellationToken ct)
    {
        var (source, target) = pair;
        var now = clock.GetUtcNow();
        var merge = new TicketMerge { SourceId = source.Id, TargetId = target.Id, MergedAt = now, StateBefore = source.State, WaitingReasonBefore = source.WaitingReason };
        db.Add(merge);

        // Saved before the parts are asked, which look at what is there.
        Guid[] requester = source.RequesterId == target.RequesterId ? [] : [source.RequesterId];
        Remember(db, merge, Requester, await WatcherChanges.AddAsync(db, target.Ref, requester, ct));
        await db.SaveChangesAsync(ct);
        foreach (var part in parts) Remember(db, merge, part.Code, await part.MergeAsync(db, source.Ref, target.Ref, ct));
        source.MergeInto(target, now);
    }
}
