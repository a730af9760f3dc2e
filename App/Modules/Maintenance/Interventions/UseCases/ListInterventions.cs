using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>A line of the list.</summary>
public sealed record InterventionRow
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required InterventionType Type { get; init; }
    public required InterventionState State { get; init; }
    public HoldReason? HoldReason { get; init; }
    public required InterventionPriority Priority { get; init; }
    public required string Structure { get; init; }
    public string? Equipment { get; init; }
    public string? Lead { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? PlannedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The clock that is due first; null where none runs for which something is agreed.</summary>
    public ClockView? Due { get; init; }

    /// <summary>As it is stored, until the page has been read: <see cref="Due"/> is what of it is shown.</summary>
    internal SlaClock? Clock { get; init; }

    // What the names above stand for: for the API, whose clients go on with ids.
    public Guid StructureId { get; init; }
    public Guid? EquipmentId { get; init; }
    public Guid? LeadId { get; init; }
}

/// <summary>One page of the interventions one may see. One statement, whatever the number of rows, and one more where a calendar is met for the first time. Refuses: forbidden, unknown-filter.</summary>
[Needs(MaintenancePermissions.View)]
public sealed class ListInterventions(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider time) : IUseCase
{
    public async Task<Result<ListPage<InterventionRow>>> RunAsync(InterventionFilter filter, int size, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var page = db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View).Matching(filter, user.Id).Paged(filter, size);
        if (page is null) return Refusal.Conflict(MaintenanceRefusals.UnknownFilter, filter.After is null ? "before" : "after", (filter.After ?? filter.Before)!.ToString());   // only a cursor can fail here
        var rows = await TellAsync(db, await Rows(db, page, filter).ToListAsync(ct), ct);
        return ListPage.Of(rows, size, filter.Before is not null, filter.After is null, row => CursorAt(row, filter.Sort));
    }

    /// <summary>How many each of these shows, counted up to the cap of lists; one statement for all.</summary>
    public async Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<InterventionFilter> filters, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return [.. filters.Select(_ => 0)];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.CountCappedAsync(filters.Select(f => db.Set<Intervention>().AllowedTo(user, MaintenancePermissions.View).Matching(f, user.Id)), ct);
    }

    private async Task<List<InterventionRow>> TellAsync(AppDbContext db, List<InterventionRow> rows, CancellationToken ct)
    {
        var rules = await ReadClocks.RulesAsync(db, rows.Select(r => r.Clock).OfType<SlaClock>(), ct);
        var now = time.GetUtcNow();
        return [.. rows.Select(r => r.Clock is { } due ? r with { Clock = null, Due = ClockView.Of(due, rules(due), now, ClockCountdown.InLists) } : r)];
    }

    /// <summary>Names are joined to the page alone.</summary>
    internal static IQueryable<InterventionRow> Rows(AppDbContext db, IQueryable<Intervention> page, InterventionFilter filter)
    {
        var rows =
            from i in page
            join structure in db.Set<Structure>() on i.StructureId equals structure.Id
            join lead in db.Set<User>() on i.LeadId equals lead.Id into leads
            from lead in leads.DefaultIfEmpty()
            join equipment in EquipmentReading.Named(db) on i.EquipmentId equals equipment.Id into machines
            from equipment in machines.DefaultIfEmpty()
            join clock in db.Set<SlaClock>().Where(c => c.IsLead && c.PolicyId != null) on i.Id equals clock.RecordId into clocks
            from clock in clocks.DefaultIfEmpty()
            select new Named { Intervention = i, Structure = structure.Name, Lead = lead.DisplayName, Equipment = equipment.Name, Clock = clock };
        return InterventionOrders.Of(filter.Sort).Sort(rows, r => r.Intervention, filter.IsKeyDescending != (filter.Before is not null)).Select(r => new InterventionRow
        {
            Id = r.Intervention.Id, Version = r.Intervention.Version, Number = r.Intervention.Number, Title = r.Intervention.Title, Type = r.Intervention.Type,
            State = r.Intervention.State, HoldReason = r.Intervention.HoldReason, Priority = r.Intervention.Priority, Structure = r.Structure, Equipment = r.Equipment, Lead = r.Lead,
            OpenedAt = r.Intervention.OpenedAt, PlannedAt = r.Intervention.PlannedAt, EndedAt = r.Intervention.EndedAt,
            StructureId = r.Intervention.StructureId, EquipmentId = r.Intervention.EquipmentId, LeadId = r.Intervention.LeadId, Clock = r.Clock,
        }).AsNoTracking();
    }

    private static Cursor CursorAt(InterventionRow row, InterventionSort sort) => sort switch
    {
        InterventionSort.Planned => Cursor.At(row.PlannedAt ?? default, row.Id),   // only rows with one are on such a page
        InterventionSort.Priority => Cursor.At((int)row.Priority, row.Id),
        InterventionSort.Number => Cursor.At(row.Number, row.Id),
        _ => Cursor.At(row.OpenedAt, row.Id),
    };

    private sealed class Named
    {
        public required Intervention Intervention { get; init; }
        public required string Structure { get; init; }
        public string? Lead { get; init; }
        public string? Equipment { get; init; }
        public SlaClock? Clock { get; init; }
    }
}
