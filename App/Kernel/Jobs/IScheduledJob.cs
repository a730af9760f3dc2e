namespace OpsFlux.Kernel.Jobs;

/// <summary>What a run did, in words: <paramref name="Text"/> is a resource key and <paramref name="Arguments"/> fill it.</summary>
public sealed record JobOutcome(string Text, params string[] Arguments);

/// <summary>
/// Work done on a schedule, as the system, once across all instances. Declared by <c>ModuleBuilder.Job</c>; its words are the
/// resources <c>Job.{code}</c> and <c>Job.{code}.Hint</c>. Idempotent: a run that was killed is run again. Reads the time
/// from <see cref="TimeProvider"/>, so that tests call it directly.
/// </summary>
public interface IScheduledJob
{
    Task<JobOutcome> RunAsync(CancellationToken ct);
}

/// <summary>A job of a module. An administrator may change the schedule; the declared one only counts until he does.</summary>
/// <param name="Code">Stable, such as tickets.close-resolved.</param>
/// <param name="Cron">Quartz cron expression (with seconds), in the organisation's zone.</param>
public sealed record JobDeclaration(string Code, string Cron, Type JobType);
