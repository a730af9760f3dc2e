using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;

namespace OpsFlux.Modules.Maintenance.Technicians.Absences;

/// <summary>
/// Every hour, of which one begins at the organisation's midnight: absences that have come take their technicians away, those that are
/// over bring them back. Hourly, since who worked at midnight is free some time later. Twice is harmless; each technician is a transaction.
/// </summary>
internal sealed class MoveAbsentTechnicians(IDbContextFactory<AppDbContext> dbs, TimeProvider clock) : IScheduledJob
{
    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (today, people) = await DueAsync(now, ct);
        var moved = 0;
        foreach (var person in people) moved += await SettleAsync(person, today, now, ct) ? 1 : 0;
        return new("Job.maintenance.technician-absences.Done", moved.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>By ix_technician_absences_open: those away now and those who are back since the last run.</summary>
    private async Task<(DateOnly Today, List<Guid> People)> DueAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = (await OrganisationDays.ReadAsync(db, ct)).Of(now);
        return (today, await db.Set<TechnicianAbsence>().Where(a => a.EndedAt == null && a.From <= today && (a.StartedAt == null || a.Until < today))
            .Join(db.Set<Technician>(), a => a.TechnicianId, t => t.Id, (a, t) => t.UserId).Distinct().Order().ToListAsync(ct));
    }

    private async Task<bool> SettleAsync(Guid person, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await TechnicianStates.LockAsync(db, person, ct) is not { } technician) return false;
        var before = technician.State;
        await AbsenceStates.SettleAsync(db, technician, today, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return technician.State != before;
    }
}
