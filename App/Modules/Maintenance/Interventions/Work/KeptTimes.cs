using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>The working times of an intervention as a contract counts them, and what makes another one wrong.</summary>
internal static class KeptTimes
{
    /// <summary>Clocks of phones and servers differ a little.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <summary>In the order of the work.</summary>
    public static Task<List<WorkedTime>> ReadAsync(AppDbContext db, Guid interventionId, CancellationToken ct) =>
        db.Set<InterventionTime>().AsNoTracking().Where(t => t.InterventionId == interventionId).OrderBy(t => t.From).ThenBy(t => t.Id).Select(t => new WorkedTime
        {
            Id = t.Id, PersonId = t.PersonId, From = t.From, To = t.Until, TravelZone = t.TravelZone, TravelKilometres = t.TravelKilometres, TravelMinutes = t.TravelMinutes,
        }).ToListAsync(ct);

    /// <summary>Turned round, longer than a day, or in the future; null: none of it.</summary>
    /// <param name="field">By which the end is named.</param>
    public static Refusal? Wrong(DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, string field)
    {
        if (until < from) return Refusal.Invalid(new FieldError(field, "ends-before-start"));
        if (until - from > TimeSpan.FromHours(WorkLimits.HoursMax)) return Refusal.Invalid(new FieldError(field, "longer-than-hours", WorkLimits.HoursMax));
        return until > now + Ahead ? Refusal.Invalid(new FieldError(field, "in-the-future")) : null;
    }

    /// <summary>
    /// Nobody works twice at one moment, on whichever intervention. Holds the person's times until the caller's transaction
    /// ends. The other intervention is named to whoever may see it.
    /// </summary>
    /// <param name="field">By which the beginning is named.</param>
    public static async Task<Refusal?> OverlapAsync(AppDbContext db, ICurrentUser user, Guid person, DateTimeOffset begun, DateTimeOffset ended, string field, CancellationToken ct)
    {
        if (begun == ended) return null;   // a way alone
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('maintenance.times.' || {person.ToString()}, 0))", ct);
        var other = await (
            from time in db.Set<InterventionTime>()
            where time.PersonId == person && time.From < ended && time.Until > begun && time.From < time.Until
            join intervention in db.Set<Intervention>() on time.InterventionId equals intervention.Id
            orderby time.From
            select intervention).AsNoTracking().FirstOrDefaultAsync(ct);
        if (other is null) return null;
        return user.Can(MaintenancePermissions.View, other.StructureId, other.IsOwnedBy(user.Id))
            ? Refusal.Invalid(new FieldError(field, "time-overlaps", other.Number))
            : Refusal.Invalid(new FieldError(field, "time-overlaps-elsewhere"));
    }
}
