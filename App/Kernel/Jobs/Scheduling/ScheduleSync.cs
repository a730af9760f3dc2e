using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using Quartz;

namespace OpsFlux.Kernel.Jobs.Scheduling;

/// <summary>
/// Brings the scheduler's tables to what was declared and chosen. Instances do it at the same time: each step is
/// idempotent, and what is right already is left alone, so that a run missed while nobody served is still made.
/// </summary>
internal sealed class ScheduleSync(IDbContextFactory<AppDbContext> dbs, ModuleCatalog catalog, ILogger<ScheduleSync> log)
{
    private const string Scheduled = "schedule", Asked = "person";

    /// <summary>So late each due run is still made: several instances that die one after the other cost a minute or two.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private sealed record Chosen(IReadOnlyDictionary<string, JobSchedule> Schedules, IReadOnlyList<(Guid Id, string Code)> Waiting, TimeZoneInfo Zone);

    /// <summary>Stores every declared job and takes away those that no release declares any more.</summary>
    public async Task StoreJobsAsync(IScheduler scheduler, CancellationToken ct)
    {
        foreach (var job in catalog.Jobs)
            await scheduler.AddJob(JobBuilder.Create<QuartzJob>().WithIdentity(job.Code).StoreDurably(true).RequestRecovery(true).Build(), AddJobOptions.Replacing, ct);

        var known = catalog.Jobs.Select(j => new JobKey(j.Code)).ToHashSet();
        var stored = await scheduler.QueryJobs(new JobQuery(), ct);
        var gone = stored.Items.Select(j => j.Key).Where(key => !known.Contains(key)).ToList();
        if (gone.Count > 0) await scheduler.DeleteJobs(gone, ct);
    }

    public async Task ApplyAsync(IScheduler scheduler, CancellationToken ct)
    {
        var chosen = await ReadAsync(ct);
        var keys = catalog.Jobs.Select(j => KeyOf(j)).ToList();
        var stored = (await scheduler.GetTriggers(keys, ct)).OfType<ICronTrigger>().ToDictionary(t => t.Key);
        foreach (var job in catalog.Jobs) await ScheduleAsync(scheduler, job, stored.GetValueOrDefault(KeyOf(job)), chosen, ct);
        await scheduler.ResetTriggersFromErrorState(keys, ct);
        foreach (var (id, code) in chosen.Waiting) await AskAsync(scheduler, id, code, ct);
    }

    private async Task<Chosen> ReadAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var schedules = await db.Set<JobSchedule>().AsNoTracking().ToDictionaryAsync(s => s.Code, ct);
        var waiting = await db.Set<JobRun>().Where(r => r.State == JobRunState.Waiting).OrderBy(r => r.Id).Select(r => new { r.Id, r.Code }).ToListAsync(ct);
        var zone = await db.Set<OrganisationSettings>().Select(o => o.ZoneId).FirstOrDefaultAsync(ct);
        return new(schedules, [.. waiting.Select(r => (r.Id, r.Code))], JobZone.Of(zone));
    }

    private static TriggerKey KeyOf(JobDeclaration job) => new(job.Code, Scheduled);

    private async Task ScheduleAsync(IScheduler scheduler, JobDeclaration job, ICronTrigger? stored, Chosen chosen, CancellationToken ct)
    {
        var key = KeyOf(job);
        var choice = chosen.Schedules.GetValueOrDefault(job.Code);
        if (choice is { IsEnabled: false })
        {
            if (stored is not null) await scheduler.UnscheduleJob(key, ct);
            return;
        }

        var cron = choice?.Cron ?? job.Cron;
        if (!CronExpression.TryParse(cron, out _))
        {
            log.LogError("The schedule {Cron} of job {Job} is no schedule: it does not run", cron, job.Code);
            await scheduler.UnscheduleJob(key, ct);
            return;
        }

        if (stored is null || stored.CronExpressionString != cron || stored.TimeZone.Id != chosen.Zone.Id || stored.MisfireThreshold != Patience)
            await scheduler.ScheduleTrigger(TriggerOf(key, job, cron, chosen.Zone), TriggerConflict.Replace, ct);
    }

    /// <summary>What is later than that, since no instance served, is made up for by one run, whose due time is the first of those missed.</summary>
    private static ITrigger TriggerOf(TriggerKey key, JobDeclaration job, string cron, TimeZoneInfo zone) => TriggerBuilder.Create(TimeProvider.System)
        .WithIdentity(key).ForJob(job.Code).WithMisfireThreshold(Patience)
        .WithSchedule(CronScheduleBuilder.Create(cron).InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .Build();

    /// <summary>By a trigger that is named after the request: asked by every instance, it is kept once, and a finished request is not run again.</summary>
    private async Task AskAsync(IScheduler scheduler, Guid id, string code, CancellationToken ct)
    {
        if (catalog.Jobs.All(j => j.Code != code)) return;
        var trigger = TriggerBuilder.Create(TimeProvider.System).WithIdentity(id.ToString("N"), Asked).ForJob(code)
            .UsingJobData(QuartzJob.RunId, id.ToString()).StartNow().Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, ct);
    }
}
