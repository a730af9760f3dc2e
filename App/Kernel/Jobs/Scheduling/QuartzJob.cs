using System.Globalization;
using Quartz;

namespace OpsFlux.Kernel.Jobs.Scheduling;

/// <summary>
/// What the scheduler runs for every declared job: says which firing it is and hands it to <see cref="JobRunner"/>. Its
/// name is stored in the scheduler's tables: renaming it needs the jobs to be stored again, which every start does.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class QuartzJob(JobRunner runner) : IJob
{
    /// <summary>Key of the id of a person's request in the trigger's data.</summary>
    public const string RunId = "run";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await runner.RunAsync(FiringOf(context), cancellationToken);

    private static JobFiring FiringOf(IJobExecutionContext context)
    {
        var cause = context.Recovering ? JobCause.Recovery : JobCause.Schedule;
        var run = context.MergedJobDataMap.TryGetValue(RunId, out var id) && Guid.TryParse(id as string, out var asked) ? asked : (Guid?)null;
        return new(context.JobDetail.Key.Name, DueAt(context), run is null ? cause : JobCause.Person, context.Scheduler.SchedulerInstanceId, run);
    }

    /// <summary>
    /// To the second, which is how fine schedules are and all that the scheduler keeps of it. A run that takes over has the
    /// due time of the one it takes over from: that is how both are known for one. A run that makes up for several has the first.
    /// </summary>
    private static DateTimeOffset DueAt(IJobExecutionContext context)
    {
        var due = context.Recovering && Original(context.MergedJobDataMap) is { } original ? original : FirstMissed(context) ?? context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        return DateTimeOffset.FromUnixTimeSeconds(due.ToUnixTimeSeconds());
    }

    private static DateTimeOffset? Original(JobDataMap data) =>
        data.TryGetValue(SchedulerConstants.FailedJobOriginalTriggerScheduledFireTime, out var original)
        && DateTimeOffset.TryParse(original as string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var due) ? due : null;

    /// <summary>What the schedule named next after the last run; the scheduler may call it now, where it let several go by.</summary>
    private static DateTimeOffset? FirstMissed(IJobExecutionContext context) =>
        context.Trigger is ICronTrigger schedule && context.PreviousFireTimeUtc is { } last ? schedule.GetFireTimeAfter(last < schedule.StartTimeUtc ? schedule.StartTimeUtc : last) : null;
}
