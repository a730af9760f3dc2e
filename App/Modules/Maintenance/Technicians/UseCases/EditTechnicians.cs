using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.UseCases;

/// <summary>Makes, changes and moves profiles of technicians, in the reach of whoever manages them.</summary>
[Needs(MaintenancePermissions.ManageTechnicians)]
public sealed class EditTechnicians(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    /// <summary>Makes a technician of a person; answers the profile's number. Refuses: invalid, forbidden, unknown-technician (nobody in reach, or out of use), profile-exists.</summary>
    public async Task<Result<string>> CreateAsync(CreateTechnicianRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageTechnicians)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == request.UserId && u.IsActive, ct);
        if (person is null || !user.CanIn(MaintenancePermissions.ManageTechnicians, person.StructureId)) return Refusal.Conflict(MaintenanceRefusals.UnknownPerson);
        if (await TechnicianWork.Profiles(db).AnyAsync(t => t.UserId == person.Id, ct)) return Refusal.Conflict(MaintenanceRefusals.ProfileExists);

        var technician = new Technician { UserId = person.Id, Name = person.DisplayName, StructureId = person.StructureId };
        Fill(technician, request);
        foreach (var skill in person.Skills.Distinct(StringComparer.OrdinalIgnoreCase)) db.Add(new TechnicianSkill { TechnicianId = technician.Id, Name = skill });
        db.Add(technician);
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : technician.Number;
    }

    /// <summary>Refuses: invalid, forbidden, not-found, stale.</summary>
    public Task<Result> EditAsync(EditTechnicianRequest request, CancellationToken ct) => RunAsync(request, request.TechnicianId, (db, technician) =>
    {
        db.Expect(technician, request.Version);
        Fill(technician, request);
        return Task.FromResult(Result.Ok);
    }, ct);

    /// <summary>He goes away or comes back; who comes back to running work is busy at once. Refuses: invalid, forbidden, not-found, transition-not-allowed.</summary>
    public Task<Result> MoveAsync(MoveTechnicianRequest request, CancellationToken ct) => RunAsync(request, request.TechnicianId, async (db, found) =>
    {
        var technician = await TechnicianStates.LockAsync(db, found.UserId, ct) ?? found;
        if (TechnicianWorkflow.IsByInterventions(request.Trigger)) return Refusal.Conflict(MaintenanceRefusals.ByInterventions);
        var step = TechnicianWorkflow.Instance.Find(technician, technician.State, request.Trigger, user);
        if (step.Failed) return step.Refusal;
        var now = clock.GetUtcNow();
        technician.Take(request.Trigger, now, said: TypedText.OrNull(request.Reason));
        if (technician.State == TechnicianState.Available && await TechnicianWork.Running(db).AnyAsync(i => i.LeadId == technician.UserId, ct))
            technician.Take(TechnicianTrigger.StartWork, now);
        return Result.Ok;
    }, ct);

    /// <summary>Refuses: invalid, forbidden, not-found.</summary>
    public Task<Result> SaveSkillAsync(SaveSkillRequest request, CancellationToken ct) => RunAsync(request, request.TechnicianId, async (db, technician) =>
    {
        var name = request.Name.Trim();
        var skill = await db.Set<TechnicianSkill>().SingleOrDefaultAsync(s => s.TechnicianId == technician.Id && EF.Functions.ILike(s.Name, Kernel.Lists.LikePattern.Escape(name)), ct);
        if (skill is null) db.Add(skill = new() { TechnicianId = technician.Id, Name = name });
        (skill.Certificate, skill.ValidUntil) = (string.IsNullOrWhiteSpace(request.Certificate) ? null : request.Certificate.Trim(), request.ValidUntil);
        return Result.Ok;
    }, ct);

    /// <summary>Refuses: forbidden, not-found.</summary>
    public Task<Result> RemoveSkillAsync(Guid technicianId, Guid skillId, CancellationToken ct) => RunAsync(null, technicianId, async (db, technician) =>
    {
        if (await db.Set<TechnicianSkill>().SingleOrDefaultAsync(s => s.Id == skillId && s.TechnicianId == technician.Id, ct) is not { } skill) return Refusal.NotFound;
        db.Remove(skill);
        return Result.Ok;
    }, ct);

    private static void Fill(Technician technician, TechnicianProfile profile)
    {
        (technician.Speciality, technician.Team, technician.Zone) = (TypedText.OrNull(profile.Speciality), TypedText.OrNull(profile.Team), TypedText.OrNull(profile.Zone));
        (technician.HiredOn, technician.HourlyRate) = (profile.HiredOn, profile.HourlyRate);
    }

    private async Task<Result> RunAsync(object? request, Guid id, Func<AppDbContext, Technician, Task<Result>> act, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageTechnicians)) return Refusal.Forbidden;
        if (request is not null && RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var technician = await db.Set<Technician>().AllowedTo(user, MaintenancePermissions.ManageTechnicians).SingleOrDefaultAsync(t => t.Id == id, ct);
        if (technician is null) return Refusal.NotFound;
        var done = await act(db, technician);
        if (!done.Failed) done = await db.TrySaveAsync(ct);
        if (!done.Failed) await transaction.CommitAsync(ct);
        return done;
    }
}
