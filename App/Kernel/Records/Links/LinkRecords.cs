using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Records.Links;

/// <summary>
/// Links a record to another one, named by its number. Refuses: not-found, forbidden, unknown-value (a kind of link nobody
/// makes by hand), and with the codes of <see cref="RecordRefusals"/>: unknown-number (also for what one may not know of),
/// link-to-itself, already-linked, has-parent, link-cycle.
/// </summary>
[NeedsOnRecord(RecordRight.Edit)]
public sealed class LinkRecords(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, LinkWriter writer) : IUseCase
{
    /// <param name="isInverse">True: the other record is the first end, as in "is blocked by".</param>
    public async Task<Result> RunAsync(RecordRef record, LinkType type, bool isInverse, string number, CancellationToken ct)
    {
        if (!Enum.IsDefined(type) || LinkWriter.IsSaidElsewhere(type)) return Refusal.Invalid(new FieldError(nameof(type), "unknown-value"));

        await using var db = await dbs.CreateDbContextAsync(ct);
        var here = await kinds.ForEditAsync(db, user, record, ct);
        if (here.Failed) return here.Refusal;
        if (await OtherAsync(db, number, ct) is not { } other) return Refusal.Conflict(RecordRefusals.UnknownNumber, number.Trim());
        // A parent is a fact about the child: whoever only sees it does not choose one for it.
        if (type == LinkType.ChildOf && isInverse && await kinds.ForEditAsync(db, user, other.Ref, ct) is { Failed: true } child) return child.Refusal;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var written = await writer.AddAsync(db, isInverse ? other : here.Value, type, isInverse ? here.Value : other, ct);
        if (written.Failed) return written;
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved.Refusal is { Code: "already-exists" } ? Refusal.Conflict(RecordRefusals.AlreadyLinked) : saved;
    }

    private async Task<BusinessRecord?> OtherAsync(AppDbContext db, string number, CancellationToken ct)
    {
        foreach (var kind in kinds.All)   // a handful; a number's form belongs to one of them
            if (await kind.ByNumberAsync(db, user, number, ct) is { } card) return await kind.FindAsync(db, user, card.Ref.Id, ct);
        return null;
    }
}
