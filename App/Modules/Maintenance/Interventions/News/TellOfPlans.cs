using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Maintenance.Interventions.Domain;

namespace OpsFlux.Modules.Maintenance.Interventions.News;

/// <summary>
/// Every few minutes: technicians are reminded of work that begins within a day, and again some hours before; what was planned
/// and has not begun is told as late. What was said stands on the intervention, in the transaction that says it: each once for
/// each planned begin, whatever number of runs and instances. One that somebody is changing is left to the next run.
/// </summary>
internal sealed class TellOfPlans(IDbContextFactory<AppDbContext> dbs, ReadSettings settings, TimeProvider clock) : IScheduledJob
{
    private const int BatchSize = 200;

    /// <summary>Hours before the planned begin. 0: no second reminder.</summary>
    public static readonly NumberSetting Hours = new("maintenance.RemindHours", Default: 2, Min: 0, Max: Intervention.DayHours - 1);

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hours = await HoursAsync(ct);
        // The nearer reminder first: where both are due at once, only that one is sent.
        var reminded = await AllAsync(db => Soon(db, hours, now), i => i.RemindOfHours(hours[i.StructureId]), ct);
        reminded += await AllAsync(db => Tomorrow(db, now), i => i.RemindOfDay(), ct);
        var late = await AllAsync(
            db => Late(db, now),
            i =>
            {
                i.TellDelay();
                return true;
            }, ct);
        return new("Job.maintenance.tell-of-plans.Done", reminded.ToString(CultureInfo.InvariantCulture), late.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>By structure; those without a second reminder left out.</summary>
    private async Task<Dictionary<Guid, int>> HoursAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await settings.NumbersAsync(db, Hours, ct)).Where(h => h.Value > 0).ToDictionary();
    }

    /// <param name="due">One batch, locked: what has been said of is not in it again.</param>
    /// <param name="tell">Answers whether anybody is told.</param>
    private async Task<int> AllAsync(Func<AppDbContext, IQueryable<Intervention>> due, Func<Intervention, bool> tell, CancellationToken ct)
    {
        for (var told = 0; ;)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var batch = await due(db).IgnoreQueryFilters().ToListAsync(ct);
            told += batch.Count(tell);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            if (batch.Count < BatchSize) return told;
        }
    }

    /// <summary>A structure without a second reminder has no position, and null reminds of nothing. By ix_interventions_hours_untold.</summary>
    private static IQueryable<Intervention> Soon(AppDbContext db, Dictionary<Guid, int> hours, DateTimeOffset now)
    {
        Guid[] structures = [.. hours.Keys];
        DateTimeOffset[] until = [.. hours.Values.Select(h => now.AddHours(h))];
        var latest = until.DefaultIfEmpty(now).Max();
        return db.Set<Intervention>().FromSql(
            $"""
             select i.* from maintenance.interventions i
             where i.ended_at is null and i.started_at is null and i.deleted_at is null and i.planned_at is not null and i.lead_id is not null
               and i.reminded_hours_before is distinct from i.planned_at and i.planned_at > {now} and i.planned_at <= {latest}
               and i.planned_at <= ({until})[array_position({structures}, i.structure_id)]
             order by i.planned_at, i.id limit {BatchSize} for update of i skip locked
             """);
    }

    /// <summary>By ix_interventions_day_untold.</summary>
    private static IQueryable<Intervention> Tomorrow(AppDbContext db, DateTimeOffset now) => db.Set<Intervention>().FromSql(
        $"""
         select i.* from maintenance.interventions i
         where i.ended_at is null and i.started_at is null and i.deleted_at is null and i.planned_at is not null and i.lead_id is not null
           and i.reminded_day_before is distinct from i.planned_at and i.planned_at > {now} and i.planned_at <= {now.AddHours(Intervention.DayHours)}
         order by i.planned_at, i.id limit {BatchSize} for update of i skip locked
         """);

    /// <summary>By ix_interventions_delay_untold.</summary>
    private static IQueryable<Intervention> Late(AppDbContext db, DateTimeOffset now) => db.Set<Intervention>().FromSql(
        $"""
         select i.* from maintenance.interventions i
         where i.ended_at is null and i.started_at is null and i.deleted_at is null and i.planned_at is not null
           and i.delay_told_for is distinct from i.planned_at and i.planned_at <= {now}
         order by i.planned_at, i.id limit {BatchSize} for update of i skip locked
         """);
}
