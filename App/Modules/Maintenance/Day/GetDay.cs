using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Day;

/// <summary>Where a piece of work stands in a day, in the order of the page.</summary>
public enum DayPart
{
    /// <summary>For this very day.</summary>
    Planned,

    /// <summary>Begun, or on hold, and planned for another day or none.</summary>
    Running,

    /// <summary>Planned for a day before, and not begun.</summary>
    Late,
    Undated,

    /// <summary>Ended today.</summary>
    Done,
}

/// <summary>A piece of work with all that one needs on the way to it.</summary>
/// <param name="Address">Of the site, else of the client; null where neither has one.</param>
public sealed record DayWork(Intervention Intervention, DayPart Part, string Client, string? Site, string? Address, EquipmentSight? Equipment, IReadOnlyList<OfferedStep> Steps)
{
    /// <summary>Its hour has passed and it has not begun.</summary>
    public bool IsLate { get; init; }
}

/// <param name="State">Null for whoever leads work without being a technician.</param>
/// <param name="Technician">Number of his profile.</param>
public sealed record DayPlan(DateOnly Day, DateOnly Today, IReadOnlyList<DayWork> Work, TechnicianState? State, string? Technician);

/// <summary>What one leads on a day, in one's own zone; today also what runs, what is late and what has no day. Two statements. Refuses: forbidden.</summary>
[Needs(MaintenancePermissions.Work)]
public sealed class GetDay(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    /// <summary>More than anybody does in a day.</summary>
    private const int Most = 100;

    /// <param name="wanted">Null: today.</param>
    public async Task<Result<DayPlan>> RunAsync(DateOnly? wanted, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Work)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(zone.ToLocal(now).DateTime);
        var day = wanted ?? today;
        var (first, end) = (zone.StartOf(day), zone.StartOf(day.AddDays(1)));
        var found = await Named(db, Of(db, first, end, day == today)).Take(Most).ToListAsync(ct);
        var profile = await db.Set<Technician>().AsNoTracking().Where(t => t.UserId == user.Id).Select(t => new { t.State, t.Number }).SingleOrDefaultAsync(ct);
        var work = found.Select(f => new DayWork(f.Intervention, PartOf(f.Intervention, first, end), f.Client, f.Site, f.SiteAddress ?? AddressOf(f), f.Equipment, StepsOf(f.Intervention))
        {
            IsLate = f.Intervention is { State: InterventionState.Open, PlannedAt: { } planned } && planned < now,
        });
        return new DayPlan(day, today, [.. work.OrderBy(w => w.Part).ThenBy(w => w.Intervention.PlannedAt ?? w.Intervention.OpenedAt).ThenBy(w => w.Intervention.Id)], profile?.State, profile?.Number);
    }

    private IQueryable<Intervention> Of(AppDbContext db, DateTimeOffset first, DateTimeOffset end, bool isToday)
    {
        var mine = db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View).Where(i => i.LeadId == user.Id && i.State != InterventionState.Cancelled);
        return isToday
            ? mine.Where(i => (i.EndedAt == null && (i.PlannedAt == null || i.PlannedAt < end || i.State != InterventionState.Open)) || (i.EndedAt >= first && i.EndedAt < end))
            : mine.Where(i => i.PlannedAt >= first && i.PlannedAt < end);
    }

    private static IQueryable<Found> Named(AppDbContext db, IQueryable<Intervention> interventions) =>
        from i in interventions
        join structure in db.Set<Structure>() on i.StructureId equals structure.Id
        join site in db.Set<Site>() on i.SiteId equals site.Id into sites
        from site in sites.DefaultIfEmpty()
        join client in db.Set<Client>() on i.StructureId equals client.StructureId into clients
        from client in clients.DefaultIfEmpty()
        join equipment in EquipmentReading.Named(db) on i.EquipmentId equals equipment.Id into machines
        from equipment in machines.DefaultIfEmpty()
        orderby i.PlannedAt, i.Id
        select new Found { Intervention = i, Client = structure.Name, Site = site.Name, SiteAddress = site.Address, ClientAddress = client.Address, City = client.City, Equipment = equipment };

    private static string? AddressOf(Found found) => string.Join(", ", new[] { found.ClientAddress, found.City }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } address ? address : null;

    private static DayPart PartOf(Intervention intervention, DateTimeOffset first, DateTimeOffset end) => intervention switch
    {
        { EndedAt: not null } => DayPart.Done,
        { PlannedAt: { } at } when at >= first && at < end => DayPart.Planned,
        { State: not InterventionState.Open } => DayPart.Running,
        { PlannedAt: not null } => DayPart.Late,
        _ => DayPart.Undated,
    };

    /// <summary>All but giving up, which is for those who plan.</summary>
    private OfferedStep[] StepsOf(Intervention intervention) => intervention.ArchivedAt is not null ? []
        : [.. InterventionWorkflow.Instance.Allowed(intervention, intervention.State, user, p => user.Can(p, intervention.StructureId, intervention.IsOwnedBy(user.Id)))
            .Where(s => s.Trigger != InterventionTrigger.Cancel).Select(s => new OfferedStep(s.Trigger, s.Required))];

    private sealed class Found
    {
        public required Intervention Intervention { get; init; }
        public required string Client { get; init; }
        public string? Site { get; init; }
        public string? SiteAddress { get; init; }
        public string? ClientAddress { get; init; }
        public string? City { get; init; }
        public EquipmentSight? Equipment { get; init; }
    }
}
