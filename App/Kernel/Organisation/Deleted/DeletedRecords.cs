using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Deleted;

/// <summary>A deleted record with the name of who deleted it.</summary>
public sealed record DeletedLine(DeletedRecord Record, string? ByName);

/// <summary>A page of one kind's deleted records; <paramref name="Next"/> is null where it ends.</summary>
public sealed record DeletedPageOf(IReadOnlyList<DeletedLine> Lines, DeletedPlace? Next);

/// <summary>
/// Deleted records of one kind, last deleted first: those that one could see, and may bring back. Refuses: forbidden,
/// not-found (no such kind).
/// </summary>
[Needs(OrganisationPermissions.Restore)]
public sealed class ListDeleted(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public const int PageSize = 50;

    /// <summary>Kinds that there are, for the filter.</summary>
    public IReadOnlyList<string> Kinds => [.. kinds.All.Select(k => k.Kind).Order(StringComparer.Ordinal)];

    public async Task<Result<DeletedPageOf>> RunAsync(string kind, DeletedFilter filter, CancellationToken ct)
    {
        if (!user.Can(OrganisationPermissions.Restore)) return Refusal.Forbidden;
        if (kinds.Of(kind) is not { } owner) return Refusal.NotFound;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await owner.DeletedAsync(db, user, filter, PageSize + 1, ct);
        var page = rows.Take(PageSize).ToList();
        var people = page.Select(r => r.By).OfType<Guid>().Distinct().ToArray();
        var names = await db.Set<User>().Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        return new DeletedPageOf(
            [.. page.Select(r => new DeletedLine(r, r.By is { } by ? names.GetValueOrDefault(by) : null))],
            rows.Count > PageSize ? new(page[^1].At, page[^1].Ref.Id) : null);
    }
}

/// <summary>
/// Brings a deleted record back as it was, with all that hangs on it; its timeline says so. Refuses: forbidden, not-found
/// (also where somebody brought it back already), stale.
/// </summary>
[Needs(OrganisationPermissions.Restore)]
public sealed class RestoreRecord(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public async Task<Result<RecordCard>> RunAsync(RecordRef record, CancellationToken ct)
    {
        if (!user.Can(OrganisationPermissions.Restore)) return Refusal.Forbidden;
        if (kinds.Of(record.Kind) is not { } owner) return Refusal.NotFound;

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await owner.FindDeletedAsync(db, user, record.Id, ct) is not { } deleted) return Refusal.NotFound;
        (deleted.DeletedAt, deleted.DeletedBy) = (null, null);
        foreach (var clock in db.Catalog.ClockedKind(record.Kind)?.Clocks ?? []) deleted.Mark(clock, ClockFactKind.Revived, key: ClockPause.Deletion);
        deleted.Log(new() { Kind = TimelineKind.Restored, IsInternal = true });
        deleted.Raise(new RecordRestored(record.Kind, record.Id));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved.Refusal;
        return (await owner.CardsAsync(db, user, [record.Id], ct)) is [var card] ? card : Refusal.NotFound;
    }
}
