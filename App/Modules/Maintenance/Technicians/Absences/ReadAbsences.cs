using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Absences;

/// <summary>An intervention that is planned while its technician is away.</summary>
public sealed record PlannedWork(string Number, string Title, DateTimeOffset PlannedAt)
{
    public string Href => "/interventions/" + Number;
}

/// <summary>Days away, with the work that is planned in them.</summary>
public sealed record AbsenceRow(TechnicianAbsence Absence, IReadOnlyList<PlannedWork> Planned);

/// <summary>When a technician is there.</summary>
/// <param name="Rows">The last of the past, then what is to come.</param>
/// <param name="Calendar">Name of his own calendar; null: he works by that of his structure.</param>
/// <param name="Calendars">What can be chosen; empty for whoever may not choose.</param>
public sealed record AbsenceSheet(IReadOnlyList<AbsenceRow> Rows, string? Calendar, IReadOnlyList<Choice> Calendars, bool MayEdit);

/// <summary>Reads when a technician is away, and what is planned meanwhile as far as the reader may see it. Refuses: forbidden, not-found.</summary>
[Needs(MaintenancePermissions.ViewTechnicians)]
public sealed class ReadAbsences(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int MostAbsences = 20, MostWork = 50, MostCalendars = 200;

    public async Task<Result<AbsenceSheet>> RunAsync(Guid technicianId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewTechnicians)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, technicianId, ct) is not { } technician) return Refusal.NotFound;
        var absences = await db.Set<TechnicianAbsence>().AsNoTracking().Where(a => a.TechnicianId == technicianId).OrderByDescending(a => a.From).Take(MostAbsences).ToListAsync(ct);
        absences.Reverse();
        var days = await OrganisationDays.ReadAsync(db, ct);
        var planned = absences.Count == 0 ? [] : await PlannedAsync(db, technician, days, absences[0].From, absences.Max(a => a.Until), ct);
        var mayEdit = user.Can(MaintenancePermissions.ManageTechnicians, technician.StructureId, technician.UserId == user.Id);
        var calendars = await db.Set<Calendar>().Where(c => c.Id == technician.CalendarId || (mayEdit && c.IsActive)).OrderBy(c => c.Name).Take(MostCalendars).Select(c => new Choice(c.Id, c.Name)).ToListAsync(ct);
        return new AbsenceSheet(
            [.. absences.Select(a => new AbsenceRow(a, [.. planned.Where(w => a.Covers(days.Of(w.PlannedAt)))]))],
            calendars.Find(c => c.Id == technician.CalendarId)?.Name, mayEdit ? calendars : [], mayEdit);
    }

    /// <summary>What is planned on those days, before they are written down.</summary>
    public async Task<Result<IReadOnlyList<PlannedWork>>> MeanwhileAsync(Guid technicianId, DateOnly from, DateOnly until, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewTechnicians)) return Refusal.Forbidden;
        if (until < from || until.DayNumber - from.DayNumber > AbsenceLimits.DaysMax) return (List<PlannedWork>)[];
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, technicianId, ct) is not { } technician) return Refusal.NotFound;
        return await PlannedAsync(db, technician, await OrganisationDays.ReadAsync(db, ct), from, until, ct);
    }

    private Task<Technician?> FindAsync(AppDbContext db, Guid id, CancellationToken ct) =>
        db.Set<Technician>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewTechnicians).SingleOrDefaultAsync(t => t.Id == id, ct);

    /// <summary>By ix_interventions_open_lead_planned.</summary>
    private async Task<List<PlannedWork>> PlannedAsync(AppDbContext db, Technician technician, OrganisationDays days, DateOnly from, DateOnly until, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return [];
        var (begin, end) = (days.StartOf(from), days.StartOf(until.AddDays(1)));
        return await db.Set<Intervention>().AllowedTo(user, MaintenancePermissions.View)
            .Where(i => i.LeadId == technician.UserId && i.EndedAt == null && i.PlannedAt >= begin && i.PlannedAt < end)
            .OrderBy(i => i.PlannedAt).ThenBy(i => i.Id).Take(MostWork).Select(i => new PlannedWork(i.Number, i.Title, i.PlannedAt!.Value)).ToListAsync(ct);   // planned: filtered
    }
}
