using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.UseCases;

/// <summary>A technician's profile, as far as this user may see and change it.</summary>
public sealed record TechnicianDetails(Technician Technician, string Structure, IReadOnlyList<TechnicianSkill> Skills, IReadOnlyList<TimelineLine> Timeline)
{
    /// <summary>Steps that a person takes; those of interventions are none of them.</summary>
    public IReadOnlyList<TechnicianTrigger> Steps { get; init; } = [];
    public bool MayEdit { get; init; }
}

/// <summary>Reads one profile by number or id. Refuses: forbidden, not-found (also for what one may not know of).</summary>
[Needs(MaintenancePermissions.ViewTechnicians)]
public sealed class GetTechnician(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadTimeline timeline) : IUseCase
{
    public async Task<Result<TechnicianDetails>> RunAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewTechnicians)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Find(db, user, numberOrId).SingleOrDefaultAsync(ct) is not { } technician) return Refusal.NotFound;

        bool Covers(string permission) => user.Can(permission, technician.StructureId, technician.UserId == user.Id);
        var structure = await db.Set<Structure>().Where(s => s.Id == technician.StructureId).Select(s => s.Name).SingleAsync(ct);
        var skills = await db.Set<TechnicianSkill>().AsNoTracking().Where(s => s.TechnicianId == technician.Id).OrderBy(s => s.Name).ToListAsync(ct);
        var lines = await timeline.RunAsync(db, technician.Ref, db.Set<Structure>().Select(s => new TimelineName { Id = s.Id, Name = s.Name }), Covers(MaintenancePermissions.ManageTechnicians), ct);
        var steps = TechnicianWorkflow.Instance.Allowed(technician, technician.State, user, Covers).Select(s => s.Trigger).Where(t => !TechnicianWorkflow.IsByInterventions(t));
        return new TechnicianDetails(technician, structure, skills, lines) { Steps = [.. steps], MayEdit = Covers(MaintenancePermissions.ManageTechnicians) };
    }

    private static IQueryable<Technician> Find(AppDbContext db, ICurrentUser user, string numberOrId) =>
        db.Set<Technician>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewTechnicians).WithNumberOrId(numberOrId);
}
