using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Rating;
using OpsFlux.Modules.Maintenance.Technicians.Absences;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>Reads the corrective work that was closed in a period, what may be its return, and the due dates decided in it.</summary>
internal sealed class ServiceReader(AppDbContext db, ICurrentUser user, string permission, FiguresFilter filter)
{
    /// <summary>What ended at the instant it began was brought from elsewhere, and nobody recorded the work: neither its length nor its visits.</summary>
    private static readonly Expression<Func<Intervention, Corrective>> Facts =
        i => new(i.Id, i.EquipmentId, i.Symptom, i.OpenedAt, i.EndedAt, i.EndedAt == i.OpenedAt ? (int?)null : i.Visits, null);

    /// <param name="ByEquipment">What clients said of the work on each piece of equipment.</param>
    public sealed record Service(ServiceFigures All, IReadOnlyDictionary<Guid, Satisfaction> ByEquipment);

    public async Task<Service> ReadAsync(Stretch period, DateTimeOffset now, CancellationToken ct)
    {
        var closed = await Closed(period).Select(Facts).ToListAsync(ct);
        var returns = await ReturnsAsync(period, [.. closed.Select(c => c.EquipmentId).OfType<Guid>().Distinct()], ct);
        var (met, breached, excluded) = await ClocksAsync(period, ct);
        var said = await SatisfactionAsync(period, ct);
        var figures = new ServiceFigures(
            FirstTimeFix.Of(closed, returns, now), Percentiles.Of([.. closed.Select(c => c.ClosedAt > c.OpenedAt ? c.ClosedAt - c.OpenedAt : null)]),
            Compliance.OfClocks(met, breached), excluded, await ScheduleAsync(period, now, ct), said.Aggregate(Satisfaction.None, (sum, s) => sum + s.Satisfaction));
        return new(figures, said.Where(s => s.Equipment is not null).ToDictionary(s => s.Equipment!.Value, s => s.Satisfaction));   // just looked at
    }

    private IQueryable<Intervention> Correctives() =>
        Seen().Where(i => i.Type == InterventionType.Corrective || i.Type == InterventionType.Curative);

    /// <summary>By <c>ix_interventions_ended</c>.</summary>
    private IQueryable<Intervention> Closed(Stretch period) =>
        Correctives().Where(i => i.State == InterventionState.Closed && i.EndedAt >= period.From && i.EndedAt < period.To);

    /// <summary>Whatever was opened on the same equipment until the last of them has been watched for long enough; by <c>ix_interventions_equipment_opened</c>.</summary>
    private async Task<List<Corrective>> ReturnsAsync(Stretch period, Guid[] equipment, CancellationToken ct)
    {
        if (equipment.Length == 0) return [];
        var last = period.To + FirstTimeFix.Watch;
        return await Correctives().Where(i => i.EquipmentId != null && equipment.Contains(i.EquipmentId.Value) && i.State != InterventionState.Cancelled && i.OpenedAt > period.From && i.OpenedAt <= last)
            .Select(Facts).ToListAsync(ct);
    }

    /// <summary>Of work at clients', by equipment: those who could answer, who did, and who were satisfied, counted by the database.</summary>
    private async Task<List<(Guid? Equipment, Satisfaction Satisfaction)>> SatisfactionAsync(Stretch period, CancellationToken ct)
    {
        var closed = Seen().Where(i => i.State == InterventionState.Closed && i.EndedAt >= period.From && i.EndedAt < period.To
            && db.Set<Structure>().Any(s => s.Id == i.StructureId && s.Kind == StructureKind.Client));
        var counted = await (
            from i in closed
            join rating in db.Set<InterventionRating>() on i.Id equals rating.InterventionId into ratings
            from rating in ratings.DefaultIfEmpty()
            group new { Score = (int?)rating.Score } by i.EquipmentId into g
            select new { Equipment = g.Key, All = g.Count(), Answers = g.Count(r => r.Score != null), Satisfied = g.Count(r => r.Score >= Satisfaction.Least) }).ToListAsync(ct);
        return [.. counted.Select(c => (c.Equipment, new Satisfaction(new(c.Satisfied, c.Answers), new(c.Answers, c.All))))];
    }

    private async Task<(int Met, int Breached, int Excluded)> ClocksAsync(Stretch period, CancellationToken ct)
    {
        var interventions = Seen().Where(i => i.State != InterventionState.Cancelled);
        var counts = await db.Set<SlaClock>().Where(c => c.RecordKind == Intervention.RecordKind && c.DecidedAt >= period.From && c.DecidedAt < period.To)
            .Join(interventions, c => c.RecordId, i => i.Id, (c, i) => c.State).GroupBy(s => s).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return (counts.GetValueOrDefault(ClockState.Met), counts.GetValueOrDefault(ClockState.Breached) + counts.GetValueOrDefault(ClockState.MetLate), counts.GetValueOrDefault(ClockState.Excluded));
    }

    /// <summary>
    /// All that was planned in the period and not cancelled, by the organisation's days. What is planned for today and not done yet is
    /// neither on time nor late. By <c>ix_interventions_planned</c>.
    /// </summary>
    private async Task<Share> ScheduleAsync(Stretch period, DateTimeOffset now, CancellationToken ct)
    {
        var days = await OrganisationDays.ReadAsync(db, ct);
        var planned = await Seen().Where(i => i.State != InterventionState.Cancelled && i.PlannedAt >= period.From && i.PlannedAt < period.To)
            .Select(i => new { At = i.PlannedAt!.Value, i.EndedAt }).ToListAsync(ct);   // filtered
        var visits = planned.Select(v => new PlannedVisit(days.Of(v.At), v.EndedAt is { } ended ? days.Of(ended) : null));
        return Compliance.OfSchedule([.. visits.Where(v => v.DoneOn is not null || v.PlannedOn < days.Of(now))]);
    }

    /// <summary>What of the interventions the figures are of, and may be seen.</summary>
    public IQueryable<Intervention> Seen()
    {
        var seen = db.Set<Intervention>().AsNoTracking().AllowedTo(user, permission).AllowedTo(user, MaintenancePermissions.View);
        if (filter.Client is { } client) seen = seen.Where(i => i.StructureId == client);
        if (filter.Lead is { } lead) seen = seen.Where(i => i.LeadId == lead);
        if (filter.Site is { } site) seen = seen.Where(i => i.SiteId == site);
        if (filter.Equipment is { } id) seen = seen.Where(i => EquipmentCards.Below(db, id).Contains(i.EquipmentId!.Value));   // null is below nothing
        return seen;
    }
}
