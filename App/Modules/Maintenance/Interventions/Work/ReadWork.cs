using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <param name="Note">Null too for whoever neither works on it nor sees its costs.</param>
/// <param name="MayRemove">Whether this reader may take it away.</param>
public sealed record WorkedLine(
    Guid Id, Guid PersonId, string Person, DateTimeOffset From, DateTimeOffset Until, string? TravelZone, decimal? TravelKilometres, decimal? TravelMinutes, string? Note, bool MayRemove)
{
    /// <summary>That passed.</summary>
    public decimal Minutes => (decimal)(Until - From).TotalMinutes;
}

/// <param name="UnitPrice">Null too for whoever neither works on it nor sees its costs.</param>
public sealed record PartLine(Guid Id, string Name, string? Reference, decimal Quantity, decimal? UnitPrice);

/// <summary>Working times and parts of one intervention, as far as this reader may see and change them.</summary>
public sealed record WorkSheet(IReadOnlyList<WorkedLine> Times, IReadOnlyList<PartLine> Parts)
{
    /// <summary>To add and take away: until the intervention is over.</summary>
    public bool MayWork { get; init; }

    /// <summary>To add the time of somebody else.</summary>
    public bool MayForOthers { get; init; }

    /// <summary>To see notes and prices.</summary>
    public bool SeesInside { get; init; }
}

/// <summary>Reads what was done on the spot. Three statements, whatever their number. Refuses: forbidden, not-found.</summary>
[Needs(MaintenancePermissions.View)]
public sealed class ReadWork(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>Working time in the order of the work, parts in the order in which they were added.</summary>
    public async Task<Result<WorkSheet>> RunAsync(Guid interventionId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, interventionId, ct) is not { } intervention) return Refusal.NotFound;

        bool Covers(string permission) => user.Can(permission, intervention.StructureId, intervention.IsOwnedBy(user.Id));
        var goesOn = intervention is { EndedAt: null, ArchivedAt: null };
        var (inside, work) = (Covers(MaintenancePermissions.Work) || Covers(MaintenancePermissions.ViewCosts), goesOn && Covers(MaintenancePermissions.Work));
        var others = work && Covers(MaintenancePermissions.Assign);
        return new WorkSheet(await TimesAsync(db, interventionId, inside, line => work && (others || line == user.Id), ct), await PartsAsync(db, interventionId, inside, ct))
        {
            MayWork = work, MayForOthers = others, SeesInside = inside,
        };
    }

    /// <summary>The zones that the form offers, by the scale of the contract; none where it counts ways otherwise.</summary>
    [Needs(MaintenancePermissions.Work)]
    public async Task<IReadOnlyList<string>> ZonesAsync(Guid interventionId, DateTimeOffset at, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Work)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var intervention = await db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.Work).SingleOrDefaultAsync(i => i.Id == interventionId, ct);
        return intervention is null ? [] : await TravelZones.OfAsync(db, intervention, at, ct) ?? [];
    }

    /// <summary>Technicians whose time one may add.</summary>
    [Needs(MaintenancePermissions.Assign)]
    public async Task<IReadOnlyList<Choice>> PeopleAsync(CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Assign)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Leads.Offered(db, user).OrderBy(t => t.Name).Take(WorkLimits.PartsMax).Select(t => new Choice(t.UserId, t.Name)).ToListAsync(ct);
    }

    private Task<Intervention?> FindAsync(AppDbContext db, Guid id, CancellationToken ct) =>
        db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View).SingleOrDefaultAsync(i => i.Id == id, ct);

    private static async Task<List<WorkedLine>> TimesAsync(AppDbContext db, Guid id, bool inside, Func<Guid, bool> mayRemove, CancellationToken ct)
    {
        var rows = await (
            from time in db.Set<InterventionTime>().AsNoTracking()
            where time.InterventionId == id
            join person in db.Set<User>() on time.PersonId equals person.Id
            orderby time.From, time.Id
            select new { Time = time, person.DisplayName }).ToListAsync(ct);
        return rows.ConvertAll(r => new WorkedLine(
            r.Time.Id, r.Time.PersonId, r.DisplayName, r.Time.From, r.Time.Until, r.Time.TravelZone, r.Time.TravelKilometres, r.Time.TravelMinutes, inside ? r.Time.Note : null, mayRemove(r.Time.PersonId)));
    }

    private static Task<List<PartLine>> PartsAsync(AppDbContext db, Guid id, bool inside, CancellationToken ct) =>
        db.Set<InterventionPart>().AsNoTracking().Where(p => p.InterventionId == id).OrderBy(p => p.AddedAt).ThenBy(p => p.Id)
            .Select(p => new PartLine(p.Id, p.Name, p.Reference, p.Quantity, inside ? p.UnitPrice : null)).ToListAsync(ct);
}
