using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>All that a column of the list may show.</summary>
public sealed record EquipmentRow
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Number { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required string Structure { get; init; }
    public string? Site { get; init; }
    public string? Location { get; init; }
    public string? Maker { get; init; }
    public string? Model { get; init; }
    public string? SerialNumber { get; init; }
    public required OperatingState State { get; init; }
    public required DateTimeOffset StateSince { get; init; }
    public required LifeCycle LifeCycle { get; init; }
    public DateOnly? InstalledOn { get; init; }
    public DateOnly? WarrantyUntil { get; init; }
    public int? MaintenanceEveryDays { get; init; }
    public DateOnly? NextMaintenanceOn { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    // What the names above stand for: for the API, whose clients go on with ids.
    public required Guid TypeId { get; init; }
    public required Guid StructureId { get; init; }
    public Guid? SiteId { get; init; }
    public Guid? ParentId { get; init; }
}

/// <summary>
/// One page of the equipment one may see, forwards or backwards: one statement, one more where the way back led to the
/// beginning. Refuses: forbidden, assets.unknown-filter.
/// </summary>
[Needs(AssetPermissions.View)]
public sealed class ListEquipment(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    /// <summary>More tabs than a screen shows are not counted.</summary>
    private const int MostCounted = 12;

    public async Task<Result<ListPage<EquipmentRow>>> RunAsync(EquipmentFilter filter, int size, CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await PageAsync(db, filter, size, ct) is not { } page)
            return Refusal.Conflict(AssetRefusals.UnknownFilter, filter.After is null ? "before" : "after", (filter.After ?? filter.Before)!.ToString());   // only a cursor can fail here
        // Rows that came or went since leave a short page at the beginning: the first one, whole, is what was meant.
        var isCutShort = filter.Before is not null && page.Previous is null && page.Rows.Count < size;
        return isCutShort ? (await PageAsync(db, filter with { Before = null }, size, ct))! : page;   // without a cursor there is always a page
    }

    /// <summary>How many there are on all pages, counted up to <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(EquipmentFilter filter, int most, CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.View)) return 0;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Matching(db, filter).Take(most).CountAsync(ct);
    }

    /// <summary>Counts of tabs by their addresses, in one statement, each capped; null where an address is refused or searches words.</summary>
    public async Task<Result<IReadOnlyList<int?>>> CountAsync(IReadOnlyList<ListQuery> tabs, CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.View)) return Refusal.Forbidden;

        var filters = tabs.Select(t => EquipmentFilter.Parse(t.Kept()).Value).Select(f => f is { Search: null } ? f : null).ToList();
        var counted = filters.OfType<EquipmentFilter>().Take(MostCounted).ToList();
        if (counted.Count == 0) return new int?[tabs.Count];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var counts = new Queue<int>(await db.CountCappedAsync(counted.Select(f => Matching(db, f)), ct));
        return filters.Select(f => f is not null && counts.TryDequeue(out var count) ? count : (int?)null).ToArray();
    }

    private IQueryable<Equipment> Matching(AppDbContext db, EquipmentFilter filter) =>
        db.Set<Equipment>().AsNoTracking().AllowedTo(user, AssetPermissions.View).Matching(filter, db, zone.DayAt(clock.GetUtcNow()));

    private async Task<ListPage<EquipmentRow>?> PageAsync(AppDbContext db, EquipmentFilter filter, int size, CancellationToken ct)
    {
        if (Matching(db, filter).Paged(filter, size) is not { } page) return null;
        var rows = await EquipmentRows.Of(db, page, filter.Sort, filter.Descending != (filter.Before is not null)).ToListAsync(ct);
        return ListPage.Of(rows, size, filter.Before is not null, filter.After is null, row => CursorAt(row, filter.Sort));
    }

    private static Cursor CursorAt(EquipmentRow row, EquipmentSort sort) => sort switch
    {
        EquipmentSort.Number => Cursor.At(row.Number, row.Id),
        EquipmentSort.Next => EquipmentQueries.At(row.NextMaintenanceOn, row.Id),
        EquipmentSort.Warranty => EquipmentQueries.At(row.WarrantyUntil, row.Id),
        _ => Cursor.At(row.Name, row.Id),
    };
}
