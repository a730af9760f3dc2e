using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Absences;

/// <summary>
/// What absences do to a technician's availability, by declared steps alone, in a transaction that has locked his profile
/// (<see cref="TechnicianStates.LockAsync"/>). Each begins and ends once: who was sent away or called back by hand stays so.
/// </summary>
internal static class AbsenceStates
{
    private const string Reason = "Absences.ByCalendar";

    /// <summary>Ends what is over, begins what has come. Who works is left at work, and his managers hear of it once.</summary>
    public static async Task SettleAsync(AppDbContext db, Technician technician, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        var open = await db.Set<TechnicianAbsence>().Where(a => a.TechnicianId == technician.Id && a.EndedAt == null && a.From <= today).OrderBy(a => a.From).ToListAsync(ct);
        var current = open.Find(a => a.Covers(today));
        foreach (var over in open.Where(a => a.Until < today))
        {
            if (over.IsInForce && technician.State != current?.Kind) await ReleaseAsync(db, technician, over, now, ct);
            over.EndedAt = now;
        }

        if (current is { StartedAt: null }) Begin(technician, current, now);
    }

    /// <summary>He is back where that absence had taken him away; to running work at once.</summary>
    public static async Task ReleaseAsync(AppDbContext db, Technician technician, TechnicianAbsence absence, DateTimeOffset now, CancellationToken ct)
    {
        if (!absence.IsInForce || technician.State != absence.Kind) return;
        technician.Take(TechnicianTrigger.Return, now, Reason);
        if (await TechnicianWork.Running(db).AnyAsync(i => i.LeadId == technician.UserId, ct)) technician.Take(TechnicianTrigger.StartWork, now);
    }

    private static void Begin(Technician technician, TechnicianAbsence absence, DateTimeOffset now)
    {
        if (technician.State == TechnicianState.Available) technician.Take(absence.Kind == TechnicianState.Training ? TechnicianTrigger.StartTraining : TechnicianTrigger.TakeLeave, now, Reason);
        if (technician.State == absence.Kind) absence.StartedAt = now;
        if (technician.State != TechnicianState.Busy || absence.ToldAtWork is not null) return;
        absence.ToldAtWork = now;
        technician.Raise(new TechnicianAbsentAtWork(technician.Id, technician.UserId, absence.Kind, absence.From, absence.Until));
    }
}
