using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians;

/// <summary>
/// The availability of technicians as their work begins and ends, within the caller's transaction. Their rows are locked first
/// and read under the lock, after that of the equipment.
/// </summary>
internal static class TechnicianStates
{
    /// <summary>Locks the profile of a person until the transaction ends; null where there is none.</summary>
    public static async Task<Technician?> LockAsync(AppDbContext db, Guid userId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from maintenance.technicians where user_id = {userId} for update", ct);
        if (await db.Set<Technician>().SingleOrDefaultAsync(t => t.UserId == userId, ct) is not { } technician) return null;
        await db.Entry(technician).ReloadAsync(ct);   // what the context read before it waited for the lock may be old
        return technician;
    }

    /// <summary>He works from now on. Refuses: technician-away.</summary>
    public static Result BeginWork(Technician technician, DateTimeOffset now, string reason)
    {
        if (technician.State is TechnicianState.OnLeave or TechnicianState.Training or TechnicianState.Unavailable)
            return Refusal.Conflict(MaintenanceRefusals.TechnicianAway, new TextKey($"TechnicianState.{technician.State}"));
        if (technician.State == TechnicianState.Available) technician.Take(TechnicianTrigger.StartWork, now, reason);
        return Result.Ok;
    }

    /// <summary>The last of his work that ran has ended or stands still. Who fell ill meanwhile stays away.</summary>
    public static void EndWork(Technician technician, DateTimeOffset now, string reason)
    {
        if (technician.State == TechnicianState.Busy) technician.Take(TechnicianTrigger.CompleteWork, now, reason);
    }
}
