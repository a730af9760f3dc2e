using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Jobs;

/// <summary>One job as its page shows it.</summary>
/// <param name="Cron">What counts now; <paramref name="DefaultCron"/> where nobody changed it.</param>
/// <param name="NextAt">Null: paused, or never.</param>
/// <param name="Current">The run that waits or runs.</param>
/// <param name="Last">The latest that ended.</param>
public sealed record JobView(
    string Code, string Cron, string DefaultCron, bool IsChanged, bool IsEnabled, DateTimeOffset? NextAt, JobRun? Current, JobRun? Last);

/// <param name="Zone">In which schedules count.</param>
/// <param name="MayManage">To offer the buttons; the use cases check again.</param>
public sealed record JobList(IReadOnlyList<JobView> Jobs, TimeZoneInfo Zone, bool MayManage);

/// <summary>Every declared job in the order of declaration. Refuses: forbidden.</summary>
[Needs(JobPermissions.View, Everywhere = true)]
public sealed class ListJobs(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog, TimeProvider clock) : IUseCase
{
    public async Task<Result<JobList>> RunAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(JobPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = JobZone.Of(await db.Set<OrganisationSettings>().Select(o => o.ZoneId).FirstOrDefaultAsync(ct));
        var chosen = await db.Set<JobSchedule>().AsNoTracking().ToDictionaryAsync(s => s.Code, ct);
        var runs = db.Set<JobRun>().AsNoTracking();
        var current = (await runs.Where(r => r.State == JobRunState.Waiting || r.State == JobRunState.Running).OrderBy(r => r.Id).ToListAsync(ct)).ToLookup(r => r.Code);
        var codes = catalog.Jobs.Select(j => j.Code).ToArray();
        var last = await db.Database.SqlQuery<Guid>(
            $"""
             select l.id as "Value" from unnest({codes}) as c (code), lateral (
                 select id from kernel.job_runs where code = c.code and state not in ('Waiting', 'Running') order by id desc limit 1) l
             """).ToListAsync(ct);
        var ended = await runs.Where(r => last.Contains(r.Id)).ToDictionaryAsync(r => r.Code, ct);

        var views = catalog.Jobs.Select(j => View(j, chosen.GetValueOrDefault(j.Code), Foremost(current[j.Code]), ended.GetValueOrDefault(j.Code), zone));
        return new JobList([.. views], zone, user.CanEverywhere(JobPermissions.Manage));
    }

    private static JobRun? Foremost(IEnumerable<JobRun> runs) => runs.MinBy(r => r.State == JobRunState.Running ? 0 : 1);

    private JobView View(JobDeclaration job, JobSchedule? chosen, JobRun? current, JobRun? last, TimeZoneInfo zone)
    {
        var (cron, isEnabled) = (chosen?.Cron ?? job.Cron, chosen?.IsEnabled ?? true);
        var next = isEnabled ? JobCron.Next(cron, zone, clock.GetUtcNow(), 1) : [];
        return new(job.Code, cron, job.Cron, chosen?.Cron is not null, isEnabled, next is [var at, ..] ? at : null, current, last);
    }
}
