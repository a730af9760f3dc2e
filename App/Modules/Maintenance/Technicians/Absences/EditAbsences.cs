using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Absences;

/// <summary>Keeps the days on which technicians are away, and their working hours. What holds today moves the technician's state at once.</summary>
[Needs(MaintenancePermissions.ManageTechnicians)]
public sealed class EditAbsences(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    /// <summary>Refuses: invalid (absence-overlaps), forbidden, not-found, stale.</summary>
    public Task<Result> SaveAsync(SaveAbsenceRequest request, CancellationToken ct) => RunAsync(request, request.TechnicianId, async (db, technician) =>
    {
        var (from, until) = (request.From!.Value, request.Until!.Value);   // required, and checked before
        if (await OverlapAsync(db, technician.Id, request.AbsenceId, from, until, ct) is { } other)
            return Refusal.Invalid(new FieldError(nameof(request.From), "absence-overlaps", Day(other.From), Day(other.Until)));
        var absence = await FindAsync(db, technician, request, ct);
        if (absence is null) return Refusal.NotFound;

        var today = await TodayAsync(db, ct);
        if (absence.Kind != request.Kind || from > today || until < today) await ReleaseAsync(db, technician, absence, ct);
        (absence.Kind, absence.From, absence.Until, absence.Note) = (request.Kind, from, until, TypedText.OrNull(request.Note));
        if (until >= today) absence.EndedAt = null;
        return Result.Ok;
    }, ct);

    /// <summary>Refuses: forbidden, not-found.</summary>
    public Task<Result> RemoveAsync(Guid technicianId, Guid absenceId, CancellationToken ct) => RunAsync(null, technicianId, async (db, technician) =>
    {
        if (await db.Set<TechnicianAbsence>().SingleOrDefaultAsync(a => a.Id == absenceId && a.TechnicianId == technician.Id, ct) is not { } absence) return Refusal.NotFound;
        await ReleaseAsync(db, technician, absence, ct);
        db.Remove(absence);
        return Result.Ok;
    }, ct);

    /// <summary>Refuses: invalid (a calendar that is not in use), forbidden, not-found, stale.</summary>
    public Task<Result> ChooseHoursAsync(ChooseHoursRequest request, CancellationToken ct) => RunAsync(request, request.TechnicianId, async (db, technician) =>
    {
        if (request.CalendarId is { } id && id != technician.CalendarId && !await db.Set<Calendar>().AnyAsync(c => c.Id == id && c.IsActive, ct))
            return Refusal.Invalid(new FieldError(nameof(request.CalendarId), "unknown-value"));
        db.Expect(technician, request.Version);
        technician.CalendarId = request.CalendarId;
        return Result.Ok;
    }, ct);

    private static Task<TechnicianAbsence?> OverlapAsync(AppDbContext db, Guid technician, Guid? itself, DateOnly from, DateOnly until, CancellationToken ct) =>
        db.Set<TechnicianAbsence>().AsNoTracking().Where(a => a.TechnicianId == technician && a.Id != itself && a.From <= until && a.Until >= from).OrderBy(a => a.From).FirstOrDefaultAsync(ct);

    /// <summary>A new one is added; null where the one that is named is none of his.</summary>
    private static async Task<TechnicianAbsence?> FindAsync(AppDbContext db, Technician technician, SaveAbsenceRequest request, CancellationToken ct)
    {
        if (request.AbsenceId is not { } id)
        {
            var added = new TechnicianAbsence { TechnicianId = technician.Id, Kind = request.Kind, From = default, Until = default };
            db.Add(added);
            return added;
        }

        if (await db.Set<TechnicianAbsence>().SingleOrDefaultAsync(a => a.Id == id && a.TechnicianId == technician.Id, ct) is not { } absence) return null;
        db.Expect(absence, request.Version);
        return absence;
    }

    private async Task ReleaseAsync(AppDbContext db, Technician technician, TechnicianAbsence absence, CancellationToken ct)
    {
        await AbsenceStates.ReleaseAsync(db, technician, absence, clock.GetUtcNow(), ct);
        absence.StartedAt = null;
    }

    private async Task<DateOnly> TodayAsync(AppDbContext db, CancellationToken ct) => (await OrganisationDays.ReadAsync(db, ct)).Of(clock.GetUtcNow());

    /// <summary>Two who keep the absences of one technician follow one another: his profile is locked, so that no two of them overlap.</summary>
    private async Task<Result> RunAsync(object? request, Guid id, Func<AppDbContext, Technician, Task<Result>> act, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageTechnicians)) return Refusal.Forbidden;
        if (request is not null && RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var found = await db.Set<Technician>().AllowedTo(user, MaintenancePermissions.ManageTechnicians).SingleOrDefaultAsync(t => t.Id == id, ct);
        if (found is null || await TechnicianStates.LockAsync(db, found.UserId, ct) is not { } technician) return Refusal.NotFound;
        var done = await act(db, technician);
        if (done.Failed) return done;
        technician.Raise(new TechnicianAbsencesChanged(technician.Id, technician.UserId));
        done = await db.TrySaveAsync(ct);
        if (done.Failed) return done;
        await AbsenceStates.SettleAsync(db, technician, await TodayAsync(db, ct), clock.GetUtcNow(), ct);
        done = await db.TrySaveAsync(ct);
        if (!done.Failed) await transaction.CommitAsync(ct);
        return done;
    }

    /// <summary>The same in every language.</summary>
    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
