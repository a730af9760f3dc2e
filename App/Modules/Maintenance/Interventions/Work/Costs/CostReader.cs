using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;

namespace OpsFlux.Modules.Maintenance.Interventions.Work.Costs;

/// <summary>Reads what an intervention cost us, for whoever may see it, which the caller has asked. Three statements.</summary>
internal static class CostReader
{
    private const decimal MostForOne = 1_000m;

    /// <summary>What a kilometre costs; nothing: ways are not counted.</summary>
    public static readonly AmountSetting Kilometre = new("maintenance.KilometreCost", 0m, MostForOne);

    /// <summary>Null where nothing was done that costs.</summary>
    public static async Task<InterventionCosts?> ReadAsync(AppDbContext db, Intervention intervention, ReadSettings settings, CancellationToken ct)
    {
        var times = await (
            from time in db.Set<InterventionTime>()
            where time.InterventionId == intervention.Id
            join person in db.Set<User>() on time.PersonId equals person.Id
            join technician in TechnicianWork.Profiles(db) on time.PersonId equals technician.UserId into profiles
            from technician in profiles.DefaultIfEmpty()
            orderby time.From, time.Id
            select new PricedTime(person.DisplayName, time.From, time.Until, time.TravelKilometres, technician.HourlyRate)).ToListAsync(ct);
        var parts = await db.Set<InterventionPart>().Where(p => p.InterventionId == intervention.Id).OrderBy(p => p.AddedAt).Select(p => new PricedPart(p.Name, p.Quantity, p.UnitPrice)).ToListAsync(ct);
        return times.Count + parts.Count == 0 ? null : InterventionCosts.Of(times, parts, await settings.AmountAsync(db, Kilometre, intervention.StructureId, ct));
    }
}
