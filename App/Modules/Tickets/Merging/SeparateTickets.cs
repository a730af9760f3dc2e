using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Merging;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Merging;

/// <summary>
/// Undoes a merge: the source has its state and what hung on it again; what was added to the target since stays there.
/// Refuses: forbidden, not-found, and with the codes of <see cref="TicketRefusals"/>: merge-undone, unmerge-too-late (after
/// the days that the setting <c>tickets.UnmergeWithinDays</c> gives), unmerge-outer-first (the target was merged itself since).
/// </summary>
[Needs(TicketPermissions.Merge)]
public sealed class SeparateTickets(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IMergeable> parts, ReadSettings settings, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(Guid mergeId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Merge)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Set<TicketMerge>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == mergeId, ct) is not { } seen) return Refusal.NotFound;
        if (await TicketPair.LockAsync(db, user, seen.SourceId, seen.TargetId, ct) is not { } pair) return Refusal.NotFound;

        var merge = await db.Set<TicketMerge>().SingleAsync(m => m.Id == mergeId, ct);   // again, now that nobody else can undo it
        if (await RefusalOfAsync(db, merge, pair, ct) is { } refused) return refused;
        await SeparateAsync(db, merge, pair, ct);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }

    private async Task<Refusal?> RefusalOfAsync(AppDbContext db, TicketMerge merge, TicketPair pair, CancellationToken ct)
    {
        if (merge.UndoneAt is not null) return Refusal.Conflict(TicketRefusals.MergeUndone, pair.Source.Number);
        if (pair.Target.MergedIntoId is not null) return Refusal.Conflict(TicketRefusals.UnmergeOuterFirst, pair.Target.Number);
        var days = await settings.NumberAsync(db, MergingDeclaration.UnmergeWithinDays, pair.Target.StructureId, ct);
        return days == 0 || clock.GetUtcNow() > merge.MergedAt.AddDays(days) ? Refusal.Conflict(TicketRefusals.UnmergeTooLate, days) : null;
    }

    private async Task SeparateAsync(AppDbContext db, TicketMerge merge, TicketPair pair, CancellationToken ct)
    {
        var (source, target) = pair;
        var moved = await db.Set<MergedPart>().Where(p => p.MergeId == merge.Id).ToDictionaryAsync(p => p.Code, p => p.Moved, ct);
        foreach (var part in parts)
            if (moved.TryGetValue(part.Code, out var rows)) await part.SeparateAsync(db, source.Ref, target.Ref, rows, ct);
        foreach (var person in moved.GetValueOrDefault(MergeTicket.Requester) ?? []) await WatcherChanges.RemoveAsync(db, target.Ref, person, ct);   // one at most

        merge.UndoneAt = clock.GetUtcNow();
        source.SeparateFrom(target, merge.StateBefore, merge.WaitingReasonBefore);
    }
}
