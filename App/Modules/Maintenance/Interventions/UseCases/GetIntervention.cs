using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work.Costs;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>A step offered as a button, with the fields its form asks for.</summary>
public sealed record OfferedStep(InterventionTrigger Trigger, IReadOnlyList<string> Required);

/// <summary>All that the intervention's page shows, as far as this user may see and do it.</summary>
public sealed record InterventionDetails(Intervention Intervention, string Structure, string Requester, IReadOnlyList<TimelineLine> Timeline, IReadOnlyList<OfferedStep> Steps)
{
    public string? Lead { get; init; }
    public string? Site { get; init; }

    /// <summary>Reference and name; null where none covers it, and for whoever may not see contracts.</summary>
    public string? Contract { get; init; }
    public EquipmentSight? Equipment { get; init; }

    /// <summary>For what the kernel hangs on the record, in this turn.</summary>
    public required RecordAccess Access { get; init; }

    /// <summary>To comment and to write internal notes; to give it to somebody. The use cases check again.</summary>
    public bool MayComment { get; init; }
    public bool MayNote { get; init; }
    public bool MayAssign { get; init; }

    /// <summary>To change its fields.</summary>
    public bool MayEdit { get; init; }

    /// <summary>To open the equipment's page.</summary>
    public bool MayOpenEquipment { get; init; }

    /// <summary>What it cost us; null for whoever may not see it, and where nothing was done.</summary>
    public InterventionCosts? Costs { get; init; }
}

/// <summary>Reads one intervention by number or id, with its timeline. Refuses: forbidden, not-found (also for what one may not know of).</summary>
[Needs(MaintenancePermissions.View)]
public sealed class GetIntervention(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadTimeline timeline, ReadSettings settings) : IUseCase
{
    public async Task<Result<InterventionDetails>> RunAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await WithNames(db, Find(db, user, numberOrId)).SingleOrDefaultAsync(ct) is not { } found) return Refusal.NotFound;

        var intervention = found.Intervention;
        bool Covers(string permission) => user.Can(permission, intervention.StructureId, intervention.IsOwnedBy(user.Id));
        var lines = await timeline.RunAsync(db, intervention.Ref, Names(db, user.CanIn(MaintenancePermissions.ViewContracts, intervention.StructureId)), Covers(MaintenancePermissions.Note), ct);
        var equipment = intervention.EquipmentId is { } id ? await EquipmentReading.Named(db).SingleOrDefaultAsync(e => e.Id == id, ct) : null;
        var steps = InterventionWorkflow.Instance.Allowed(intervention, intervention.State, user, Covers).Select(s => new OfferedStep(s.Trigger, s.Required));
        var goesOn = intervention.ArchivedAt is null;
        return new InterventionDetails(intervention, found.Structure, found.Requester, lines, goesOn ? [.. steps] : [])
        {
            Lead = found.Lead,
            Site = found.Site,
            Contract = intervention.ContractId is not null && user.CanIn(MaintenancePermissions.ViewContracts, intervention.StructureId) ? found.Contract : null,
            Equipment = equipment,
            Access = InterventionSight.AccessOf(intervention, user),
            MayComment = goesOn && Covers(MaintenancePermissions.Comment),
            MayNote = goesOn && Covers(MaintenancePermissions.Note),
            MayEdit = goesOn && intervention.EndedAt is null && Covers(MaintenancePermissions.Edit),
            MayAssign = goesOn && intervention.EndedAt is null && Covers(MaintenancePermissions.Assign),
            Costs = Covers(MaintenancePermissions.ViewCosts) ? await CostReader.ReadAsync(db, intervention, settings, ct) : null,
            MayOpenEquipment = equipment is not null && EquipmentReading.MayOpen(user, equipment),
        };
    }

    /// <summary>Its own row alone, for what hangs on it. Refuses: forbidden, not-found.</summary>
    public async Task<Result<Intervention>> RowAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Find(db, user, numberOrId).SingleOrDefaultAsync(ct) is { } intervention ? intervention : Refusal.NotFound;
    }

    private static IQueryable<Intervention> Find(AppDbContext db, ICurrentUser user, string numberOrId) =>
        db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View).WithNumberOrId(numberOrId);

    /// <summary>What fields of an intervention refer to. Contracts are named to whoever may see them.</summary>
    internal static IQueryable<TimelineName> Names(AppDbContext db, bool withContracts)
    {
        var sites = db.Set<Site>().Select(s => new TimelineName { Id = s.Id, Name = s.Name });
        return withContracts ? sites.Concat(ContractCover.Named(db)) : sites;
    }

    private static IQueryable<Named> WithNames(AppDbContext db, IQueryable<Intervention> interventions) =>
        from i in interventions
        join structure in db.Set<Structure>() on i.StructureId equals structure.Id
        join requester in db.Set<User>() on i.RequesterId equals requester.Id
        join lead in db.Set<User>() on i.LeadId equals lead.Id into leads
        from lead in leads.DefaultIfEmpty()
        join site in db.Set<Site>() on i.SiteId equals site.Id into sites
        from site in sites.DefaultIfEmpty()
        join contract in ContractCover.Named(db) on i.ContractId equals contract.Id into contracts
        from contract in contracts.DefaultIfEmpty()
        select new Named(i, structure.Name, requester.DisplayName, lead.DisplayName, site.Name, contract.Name);

    private sealed record Named(Intervention Intervention, string Structure, string Requester, string? Lead, string? Site, string? Contract);
}
